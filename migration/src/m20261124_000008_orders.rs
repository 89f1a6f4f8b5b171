//! Placed orders, and what they have used up.

use sea_orm_migration::prelude::*;

use crate::columns::{Columns, index, key, serial, whole, whole_or_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = Columns::of(manager);
        manager
            .create_table(
                Table::create()
                    .table("orders")
                    .col(columns.text_key("uuid"))
                    .col(columns.text_or_null("group_id"))
                    .col(columns.text_or_null("customer_id"))
                    .col(columns.text("status"))
                    .col(columns.text("contents_hash"))
                    .col(columns.text("ruleset_hash"))
                    .col(whole("rules_version"))
                    .col(whole("priced_at"))
                    .col(whole("received_at"))
                    .col(whole_or_null("canceled_at"))
                    .col(whole("total"))
                    .col(whole("discount"))
                    .col(whole("points_spent"))
                    .col(whole("points_earned"))
                    // The customer's numbers were imported so often when the order was counted.
                    .col(whole_or_null("customer_imports"))
                    .col(columns.text("answer"))
                    .col(columns.text("record"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("ix_orders_customer_id", "orders", ["customer_id", "received_at"])).await?;
        manager.create_index(index("ix_orders_received_at", "orders", ["received_at", "uuid"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("redemptions")
                    .col(serial("id"))
                    // Orders, and what tills redeemed: `holder` tells them apart, `uuid` is the order's or the till's.
                    .col(columns.text("door"))
                    .col(columns.text("uuid"))
                    .col(columns.text("holder"))
                    // `promotion` or `personal_offer`.
                    .col(columns.text("kind"))
                    .col(columns.text("thing_id"))
                    .col(columns.text_or_null("customer_id"))
                    .col(columns.text_or_null("code_key"))
                    .col(whole("budget"))
                    .col(whole("gift_units"))
                    .col(whole("at"))
                    .col(whole_or_null("canceled_at"))
                    .to_owned(),
            )
            .await?;
        let mut once = index("ux_redemptions_once", "redemptions", ["door", "uuid", "kind", "thing_id"]);
        manager.create_index(once.unique().to_owned()).await?;
        manager.create_index(index("ix_redemptions_code_key", "redemptions", ["code_key", "id"])).await?;
        manager.create_index(index("ix_redemptions_customer_id", "redemptions", ["customer_id", "code_key"])).await?;
        manager.create_index(index("ix_redemptions_thing", "redemptions", ["kind", "thing_id", "id"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("promotion_usage")
                    .col(columns.text_key("promotion_id"))
                    .col(whole("uses"))
                    .col(whole("budget"))
                    .col(whole("gift_units"))
                    // In milliseconds, so that instances read only what is new.
                    .col(whole("changed_at_ms"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("ix_promotion_usage_changed_at_ms", "promotion_usage", ["changed_at_ms"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("customer_usage")
                    .col(columns.text("customer_id"))
                    .col(columns.text("promotion_id"))
                    .col(whole("uses"))
                    .primary_key(&mut key(["customer_id", "promotion_id"]))
                    .to_owned(),
            )
            .await?;
        // One use of a promotion, and the orders that share it: those of one group, else a single one.
        manager
            .create_table(
                Table::create()
                    .table("uses")
                    .col(columns.text("holder"))
                    .col(columns.text("promotion_id"))
                    .col(whole("orders"))
                    .primary_key(&mut key(["holder", "promotion_id"]))
                    .to_owned(),
            )
            .await?;
        // How often a customer's numbers were imported: what an order changed before is not taken back after.
        manager.alter_table(Table::alter().table("customers").add_column(whole("imports").default(0).to_owned()).to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("customers").drop_column("imports").to_owned()).await?;
        for table in ["uses", "customer_usage", "promotion_usage", "redemptions", "orders"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
