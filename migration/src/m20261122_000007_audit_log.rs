//! Who changed what.

use sea_orm_migration::prelude::*;

use crate::columns::{Columns, index, serial, whole};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = Columns::of(manager);
        manager
            .create_table(
                Table::create()
                    .table("audit_log")
                    .col(serial("id"))
                    .col(whole("at"))
                    .col(columns.text("actor"))
                    .col(columns.text("action"))
                    .col(columns.text("kind"))
                    .col(columns.text("thing_id"))
                    .col(columns.text_or_null("before"))
                    .col(columns.text_or_null("after"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("ix_audit_log_thing", "audit_log", ["kind", "thing_id", "id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("audit_log").to_owned()).await
    }
}
