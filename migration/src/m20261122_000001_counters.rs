//! What instances look at each second to see that something changed.

use sea_orm_migration::prelude::*;

use crate::columns::{Columns, whole};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const COUNTERS: [&str; 4] = ["catalogue", "keys", "ruleset", "segments"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = Columns::of(manager);
        manager
            .create_table(Table::create().table("counters").col(columns.text_key("name")).col(whole("value")).to_owned())
            .await?;
        // They are there from the beginning, so that raising one never has to make it.
        for counter in COUNTERS {
            let row = Query::insert()
                .into_table("counters")
                .columns(["name", "value"])
                .values_panic([counter.into(), 0.into()])
                .to_owned();
            manager.execute(row).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("counters").to_owned()).await
    }
}
