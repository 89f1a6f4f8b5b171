//! Customers, and the segments they are in.

use sea_orm_migration::prelude::*;

use crate::columns::{Columns, belongs_to, index, key, unique, whole, whole_or_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = Columns::of(manager);
        manager
            .create_table(
                Table::create()
                    .table("customers")
                    .col(columns.text_key("id"))
                    .col(columns.text_or_null("loyalty_card"))
                    .col(columns.text_or_null("tier"))
                    .col(whole("balance"))
                    .col(whole("orders"))
                    .col(columns.text("search_key"))
                    .col(whole("version"))
                    .col(whole("changed_at"))
                    .to_owned(),
            )
            .await?;
        // A card has one owner (R16); many customers have none.
        manager.create_index(unique("ux_customers_loyalty_card", "customers", "loyalty_card")).await?;
        manager
            .create_table(
                Table::create()
                    .table("segments")
                    .col(columns.text_key("id"))
                    .col(columns.text("name"))
                    .col(columns.text("search_key"))
                    .col(whole_or_null("last_seen_at"))
                    .col(whole("version"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("ix_segments_search_key", "segments", ["search_key", "id"])).await?;
        // Customers need not be known, so the members refer to the segment alone.
        manager
            .create_table(
                Table::create()
                    .table("segment_members")
                    .col(columns.text("segment_id"))
                    .col(columns.text("customer_id"))
                    .col(columns.text("source"))
                    .col(whole("seen_at"))
                    .primary_key(&mut key(["segment_id", "customer_id", "source"]))
                    .foreign_key(&mut belongs_to("segment_members", "segment_id", "segments", "id"))
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("ix_segment_members_customer_id", "segment_members", ["customer_id", "source", "segment_id"]))
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["segment_members", "segments", "customers"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
