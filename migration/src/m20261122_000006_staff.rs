//! Staff with their sessions, and keys of programs.

use sea_orm_migration::prelude::*;

use crate::columns::{Columns, flag, index, serial, unique, whole, whole_or_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = Columns::of(manager);
        manager
            .create_table(
                Table::create()
                    .table("users")
                    .col(serial("id"))
                    .col(columns.text("name"))
                    .col(columns.text("name_key"))
                    .col(columns.text("password_hash"))
                    .col(columns.text("role"))
                    .col(flag("active"))
                    .col(whole("credential_version"))
                    .col(whole("created_at"))
                    .col(whole_or_null("last_signed_in_at"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(unique("ux_users_name_key", "users", "name_key")).await?;
        manager
            .create_table(
                Table::create()
                    .table("api_keys")
                    .col(serial("id"))
                    .col(columns.text("name"))
                    .col(columns.text("prefix"))
                    .col(columns.text("hash"))
                    .col(columns.text("scope"))
                    .col(columns.text_or_null("role"))
                    .col(flag("active"))
                    .col(whole("created_at"))
                    .col(whole_or_null("last_used_at"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(unique("ux_api_keys_hash", "api_keys", "hash")).await?;
        manager
            .create_table(
                Table::create()
                    .table("sessions")
                    .col(columns.text_key("id"))
                    .col(columns.text("data"))
                    .col(whole("expires_at"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("ix_sessions_expires_at", "sessions", ["expires_at"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["sessions", "api_keys", "users"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
