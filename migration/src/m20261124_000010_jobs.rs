//! Work that goes on behind the answers, and takes longer than anybody waits.

use sea_orm_migration::prelude::*;

use crate::columns::{Columns, index, serial, unique, whole, whole_or_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = Columns::of(manager);
        manager
            .create_table(
                Table::create()
                    .table("jobs")
                    .col(serial("id"))
                    .col(columns.text("kind"))
                    // What it works on.
                    .col(columns.text("thing"))
                    // `running`, `done`, `failed` or `canceled`.
                    .col(columns.text("state"))
                    .col(whole("done"))
                    .col(whole("total"))
                    // What came of it, in both languages, as JSON.
                    .col(columns.text_or_null("message"))
                    .col(whole("started_at"))
                    .col(whole("heartbeat_at"))
                    .col(whole_or_null("finished_at"))
                    .col(columns.text("actor"))
                    // The same as `thing` while it runs: one job at a time works on a thing.
                    .col(columns.text_or_null("occupies"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(unique("ux_jobs_occupies", "jobs", "occupies")).await?;
        manager.create_index(index("ix_jobs_thing", "jobs", ["thing", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("jobs").to_owned()).await
    }
}
