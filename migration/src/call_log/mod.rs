//! The schema of the call log: in a file of its own on SQLite, beside the other tables on Postgres. So it has a list of
//! migrations of its own.

mod m20261124_000001_calls;

use sea_orm_migration::{
    MigrationTrait, MigratorTrait,
    async_trait::async_trait,
    sea_orm::{DatabaseConnection, DbErr, DynIden},
    sea_query::IntoIden,
};

use crate::lock;

struct Migrator;

#[async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(m20261124_000001_calls::Migration)]
    }

    fn migration_table_name() -> DynIden {
        "call_log_migrations".into_iden()
    }
}

/// Brings the log's schema up to date, all or nothing; one instance at a time.
pub async fn up(connection: &DatabaseConnection) -> Result<(), DbErr> {
    let transaction = lock::begin(connection).await?;
    Migrator::up(&transaction, None).await?;
    transaction.commit().await
}

/// Takes everything back, with all calls.
pub async fn down_all(connection: &DatabaseConnection) -> Result<(), DbErr> {
    let transaction = lock::begin(connection).await?;
    Migrator::reset(&transaction).await?;
    transaction.commit().await
}
