//! Calls of webhooks.

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
                    .table("calls")
                    .col(serial("id"))
                    // When it arrived, in milliseconds.
                    .col(whole("at_ms"))
                    .col(columns.text("kind"))
                    .col(columns.text("result"))
                    .col(whole("status"))
                    .col(whole("duration_us"))
                    // Of the key; the key itself is nowhere.
                    .col(columns.text_or_null("key_name"))
                    .col(columns.text_or_null("customer_id"))
                    // A keyed hash.
                    .col(columns.text_or_null("code_hash"))
                    // Numbers of orders, one a line.
                    .col(columns.text_or_null("orders"))
                    .col(whole("ruleset_revision"))
                    // Without what is personal or secret; no request where the caller had no key.
                    .col(columns.text_or_null("request"))
                    .col(columns.text("answer"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("ix_calls_at_ms", "calls", ["at_ms"])).await?;
        // Each with the order in which calls are listed.
        for (name, column) in [
            ("ix_calls_kind", "kind"),
            ("ix_calls_result", "result"),
            ("ix_calls_customer_id", "customer_id"),
            ("ix_calls_code_hash", "code_hash"),
        ] {
            manager.create_index(index(name, "calls", [column, "id"])).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("calls").to_owned()).await
    }
}
