//! Pools of codes of which each works once.

use sea_orm_migration::prelude::*;

use crate::columns::{Columns, belongs_to, index};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = Columns::of(manager);
        manager
            .create_table(
                Table::create().table("code_pools").col(columns.text_key("id")).col(columns.text("search_key")).to_owned(),
            )
            .await?;
        // A code is in one pool, as it is compared (R14).
        manager
            .create_table(
                Table::create()
                    .table("pool_codes")
                    .col(columns.text_key("code_key"))
                    .col(columns.text("code"))
                    .col(columns.text("pool_id"))
                    .foreign_key(&mut belongs_to("pool_codes", "pool_id", "code_pools", "id"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("ix_pool_codes_pool_id", "pool_codes", ["pool_id", "code_key"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["pool_codes", "code_pools"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
