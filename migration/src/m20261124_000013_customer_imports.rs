//! A file may bring the balance alone, or the number of orders alone: how often each was imported is counted apart.

use sea_orm_migration::prelude::*;

use crate::columns::{whole, whole_or_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in
            [("customers", whole("order_imports").default(0).to_owned()), ("orders", whole_or_null("customer_order_imports"))]
        {
            manager.alter_table(Table::alter().table(table).add_column(column).to_owned()).await?;
        }
        // Until now they came together.
        for (table, column, same) in
            [("customers", "order_imports", "imports"), ("orders", "customer_order_imports", "customer_imports")]
        {
            manager.execute(Query::update().table(table).value(column, Expr::col(same)).to_owned()).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, column) in [("orders", "customer_order_imports"), ("customers", "order_imports")] {
            manager.alter_table(Table::alter().table(table).drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
