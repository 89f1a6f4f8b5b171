//! Changes of the schema, one file per area. Nothing here imports entities.
//!
//! Money is minor units, times are Unix seconds, JSON is text. Texts are compared and sorted bytewise on both databases.

pub mod call_log;
mod columns;
mod lock;
mod m20261122_000001_counters;
mod m20261122_000002_rules;
mod m20261122_000003_catalogue;
mod m20261122_000004_customers;
mod m20261122_000005_code_pools;
mod m20261122_000006_staff;
mod m20261122_000007_audit_log;
mod m20261124_000008_orders;
mod m20261124_000009_codes_of_pools;
mod m20261124_000010_jobs;
mod m20261124_000012_secrets;
mod m20261124_000013_customer_imports;

use sea_orm_migration::{
    MigrationStatus, MigrationTrait, MigratorTrait,
    async_trait::async_trait,
    sea_orm::{DatabaseConnection, DbErr},
};

struct Migrator;

#[async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_counters::Migration),
            Box::new(m20261122_000002_rules::Migration),
            Box::new(m20261122_000003_catalogue::Migration),
            Box::new(m20261122_000004_customers::Migration),
            Box::new(m20261122_000005_code_pools::Migration),
            Box::new(m20261122_000006_staff::Migration),
            Box::new(m20261122_000007_audit_log::Migration),
            Box::new(m20261124_000008_orders::Migration),
            Box::new(m20261124_000009_codes_of_pools::Migration),
            Box::new(m20261124_000010_jobs::Migration),
            Box::new(m20261124_000012_secrets::Migration),
            Box::new(m20261124_000013_customer_imports::Migration),
        ]
    }
}

/// Brings the schema up to date, all or nothing. Of several instances that start together one migrates, the others wait.
pub async fn up(connection: &DatabaseConnection) -> Result<(), DbErr> {
    let transaction = lock::begin(connection).await?;
    Migrator::up(&transaction, None).await?;
    transaction.commit().await
}

/// Takes the last `steps` migrations back, with the data in their tables.
pub async fn down(connection: &DatabaseConnection, steps: u32) -> Result<(), DbErr> {
    let transaction = lock::begin(connection).await?;
    Migrator::down(&transaction, Some(steps)).await?;
    transaction.commit().await
}

/// Takes everything back: the schema and all data are gone.
pub async fn down_all(connection: &DatabaseConnection) -> Result<(), DbErr> {
    let transaction = lock::begin(connection).await?;
    Migrator::reset(&transaction).await?;
    transaction.commit().await
}

/// The migrations in their order, and whether each was applied. Changes nothing.
///
/// # Errors
/// Where the database was migrated by a newer version: it knows a migration that is unknown here.
pub async fn status(connection: &DatabaseConnection) -> Result<Vec<(String, bool)>, DbErr> {
    let migrations = Migrator::get_migration_with_status_read_only(connection).await?;
    Ok(migrations
        .into_iter()
        .map(|migration| (migration.name().to_owned(), migration.status() == MigrationStatus::Applied))
        .collect())
}
