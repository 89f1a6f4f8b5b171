//! What becomes of a code of a pool: given to a customer, redeemed, switched off.

use sea_orm_migration::prelude::*;

use crate::columns::{Columns, flag, index, whole, whole_or_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const COLUMNS: [&str; 7] = ["active", "made_at", "owner", "given_at", "redeemed_by", "redeemed_by_customer", "redeemed_at"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = Columns::of(manager);
        let [active, made_at, owner, given_at, redeemed_by, redeemed_by_customer, redeemed_at] = COLUMNS;
        for column in [
            flag(active).default(true).to_owned(),
            whole(made_at).default(0).to_owned(),
            columns.text_or_null(owner),
            whole_or_null(given_at),
            columns.text_or_null(redeemed_by),
            columns.text_or_null(redeemed_by_customer),
            whole_or_null(redeemed_at),
        ] {
            // One column in a statement: SQLite takes no more.
            manager.alter_table(Table::alter().table("pool_codes").add_column(column).to_owned()).await?;
        }
        // A customer has one code of a pool; codes without an owner are no obstacle to each other.
        let mut owned = index("ux_pool_codes_owner", "pool_codes", ["pool_id", "owner"]);
        manager.create_index(owned.unique().to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(Index::drop().name("ux_pool_codes_owner").table("pool_codes").to_owned()).await?;
        for column in COLUMNS {
            manager.alter_table(Table::alter().table("pool_codes").drop_column(column).to_owned()).await?;
        }
        Ok(())
    }
}
