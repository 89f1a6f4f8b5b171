//! The few types of columns that the schema is made of.

use sea_orm_migration::{
    SchemaManager,
    sea_orm::DbBackend,
    sea_query::{ColumnDef, ForeignKey, ForeignKeyAction, ForeignKeyCreateStatement, Index, IndexCreateStatement},
};

/// Makes columns for a database.
pub(crate) struct Columns {
    is_postgres: bool,
}

impl Columns {
    pub(crate) fn of(manager: &SchemaManager<'_>) -> Self {
        Self { is_postgres: manager.get_database_backend() == DbBackend::Postgres }
    }

    /// A text that is compared bytewise. SQLite does so by itself.
    pub(crate) fn text_or_null(&self, name: &'static str) -> ColumnDef {
        let mut column = ColumnDef::new(name);
        column.text();
        if self.is_postgres {
            column.extra("COLLATE \"C\"");
        }
        column
    }

    pub(crate) fn text(&self, name: &'static str) -> ColumnDef {
        let mut column = self.text_or_null(name);
        column.not_null();
        column
    }

    /// A text that is the primary key.
    pub(crate) fn text_key(&self, name: &'static str) -> ColumnDef {
        let mut column = self.text(name);
        column.primary_key();
        column
    }
}

/// A number that the database counts up and never gives twice.
pub(crate) fn serial(name: &'static str) -> ColumnDef {
    let mut column = whole(name);
    column.auto_increment().primary_key();
    column
}

/// A whole number: money, basis points, Unix seconds, versions.
pub(crate) fn whole(name: &'static str) -> ColumnDef {
    let mut column = whole_or_null(name);
    column.not_null();
    column
}

pub(crate) fn whole_or_null(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.big_integer();
    column
}

pub(crate) fn flag(name: &'static str) -> ColumnDef {
    let mut column = ColumnDef::new(name);
    column.boolean().not_null();
    column
}

/// The primary key of a table that has it over several columns.
pub(crate) fn key<const N: usize>(columns: [&'static str; N]) -> IndexCreateStatement {
    let mut key = Index::create();
    for column in columns {
        key.col(column);
    }
    key
}

pub(crate) fn index<const N: usize>(name: &'static str, table: &'static str, columns: [&'static str; N]) -> IndexCreateStatement {
    let mut index = key(columns);
    index.name(name).table(table);
    index
}

pub(crate) fn unique(name: &'static str, table: &'static str, column: &'static str) -> IndexCreateStatement {
    let mut index = index(name, table, [column]);
    index.unique();
    index
}

/// Rows that go when the row goes to which they belong.
pub(crate) fn belongs_to(
    table: &'static str,
    column: &'static str,
    owner: &'static str,
    owner_column: &'static str,
) -> ForeignKeyCreateStatement {
    let mut key = ForeignKey::create();
    key.name(format!("fk_{table}_{column}")).from(table, column).to(owner, owner_column).on_delete(ForeignKeyAction::Cascade);
    key
}
