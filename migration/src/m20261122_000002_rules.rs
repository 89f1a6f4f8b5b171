//! Promotions, gift options, promo groups, personal offers and settings: as they are edited, and as they were published.

use sea_orm_migration::prelude::*;

use crate::columns::{Columns, index, key, whole, whole_or_null};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = Columns::of(manager);
        manager
            .create_table(
                Table::create()
                    .table("working_copies")
                    .col(columns.text("kind"))
                    .col(columns.text("id"))
                    .col(columns.text("name"))
                    .col(columns.text("search_key"))
                    .col(columns.text_or_null("status"))
                    .col(columns.text_or_null("lane"))
                    .col(whole("priority"))
                    .col(whole_or_null("starts_at"))
                    .col(whole_or_null("ends_at"))
                    .col(whole("format"))
                    .col(columns.text("body"))
                    .col(whole("version"))
                    .col(whole_or_null("published_version"))
                    .col(whole_or_null("published_revision"))
                    .col(whole("changed_at"))
                    .col(columns.text("changed_by"))
                    .col(whole("created_at"))
                    .primary_key(&mut key(["kind", "id"]))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("ix_working_copies_search_key", "working_copies", ["kind", "search_key", "id"])).await?;
        manager
            .create_table(
                Table::create()
                    .table("revisions")
                    .col(columns.text("kind"))
                    .col(columns.text("id"))
                    .col(whole("revision"))
                    .col(whole("version"))
                    .col(columns.text_or_null("status"))
                    .col(whole("format"))
                    .col(columns.text("body"))
                    .col(whole("published_at"))
                    .col(columns.text("published_by"))
                    .primary_key(&mut key(["kind", "id", "revision"]))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("rule_links")
                    .col(columns.text("kind"))
                    .col(columns.text("id"))
                    .col(columns.text("reference"))
                    .col(columns.text("target"))
                    .col(columns.text("target_key"))
                    .primary_key(&mut key(["kind", "id", "reference", "target"]))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("ix_rule_links_target", "rule_links", ["reference", "target"])).await?;
        manager.create_index(index("ix_rule_links_target_key", "rule_links", ["reference", "target_key"])).await?;
        manager
            .create_table(Table::create().table("rulesets").col(columns.text_key("hash")).col(columns.text("body")).to_owned())
            .await?;
        manager
            .create_table(
                Table::create()
                    .table("ruleset_revisions")
                    .col(whole("revision"))
                    .col(columns.text("hash"))
                    .col(whole("published_at"))
                    .col(columns.text("published_by"))
                    .primary_key(&mut key(["revision"]))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["ruleset_revisions", "rulesets", "rule_links", "revisions", "working_copies"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}
