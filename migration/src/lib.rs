#![expect(clippy::unimplemented, reason = "the signatures, until the implementation lands")]
//! Changes of the schema. Nothing here imports entities.

use sea_orm_migration::sea_orm::{DatabaseConnection, DbErr};

/// Brings the schema up to date. Of several instances that start together one migrates, the others wait.
pub async fn up(_connection: &DatabaseConnection) -> Result<(), DbErr> {
    unimplemented!()
}

/// Takes everything back: the schema and all data are gone.
pub async fn down_all(_connection: &DatabaseConnection) -> Result<(), DbErr> {
    unimplemented!()
}

/// The migrations in their order, and whether each was applied. Changes nothing.
pub async fn status(_connection: &DatabaseConnection) -> Result<Vec<(String, bool)>, DbErr> {
    unimplemented!()
}
