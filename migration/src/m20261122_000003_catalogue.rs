//! Products and categories.

use sea_orm_migration::prelude::*;

use crate::columns::{Columns, belongs_to, flag, index, key, whole, whole_or_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = Columns::of(manager);
        manager
            .create_table(
                Table::create()
                    .table("categories")
                    .col(columns.text_key("id"))
                    .col(columns.text("name"))
                    .col(columns.text("search_key"))
                    .col(columns.text_or_null("parent_id"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("ix_categories_search_key", "categories", ["search_key", "id"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("products")
                    .col(columns.text_key("offer_id"))
                    .col(columns.text_or_null("product_id"))
                    .col(columns.text("name"))
                    .col(columns.text("search_key"))
                    .col(whole_or_null("price_minor"))
                    .col(columns.text_or_null("vendor"))
                    .col(columns.text_or_null("vendor_key"))
                    .col(whole("max_discount_bp"))
                    .col(flag("no_discounts"))
                    .col(flag("use_bonuses"))
                    .col(flag("available"))
                    .col(whole("version"))
                    .col(whole("changed_at"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("ix_products_search_key", "products", ["search_key", "offer_id"])).await?;
        manager.create_index(index("ix_products_product_id", "products", ["product_id"])).await?;
        manager.create_index(index("ix_products_vendor", "products", ["vendor"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("product_categories")
                    .col(columns.text("offer_id"))
                    .col(columns.text("category_id"))
                    .col(whole("position"))
                    .primary_key(&mut key(["offer_id", "category_id"]))
                    .foreign_key(&mut belongs_to("product_categories", "offer_id", "products", "offer_id"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("ix_product_categories_category_id", "product_categories", ["category_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["product_categories", "products", "categories"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
