//! What every instance looks at each second to see that something changed.

use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    Result, StoreError, Tx,
    access::{Access, Source},
    entities::counters::{Column, Entity},
};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counter {
    /// Publications; raised by [`Tx::raise_ruleset`].
    Ruleset,
    /// Products and categories.
    Catalogue,
    /// Keys of programs.
    Keys,
    /// Segments and who is in our own lists.
    Segments,
}

impl Counter {
    /// As the database writes it.
    const fn as_str(self) -> &'static str {
        match self {
            Self::Ruleset => "ruleset",
            Self::Catalogue => "catalogue",
            Self::Keys => "keys",
            Self::Segments => "segments",
        }
    }
}

/// All counters at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counters {
    pub ruleset: i64,
    pub catalogue: i64,
    pub keys: i64,
    pub segments: i64,
}

impl<C: Source> Access<C> {
    pub async fn counters(&self) -> Result<Counters> {
        let rows = Entity::find().all(self.db()).await?;
        let of = |counter: Counter| rows.iter().find(|row| row.name == counter.as_str()).map_or(0, |row| row.value);
        Ok(Counters {
            ruleset: of(Counter::Ruleset),
            catalogue: of(Counter::Catalogue),
            keys: of(Counter::Keys),
            segments: of(Counter::Segments),
        })
    }
}

impl Tx {
    /// Raises a counter by one and returns it.
    pub async fn raise_counter(&self, counter: Counter) -> Result<i64> {
        self.add_to_counter(counter, 1).await
    }

    /// The row is this transaction's until it ends, whatever is added.
    pub(crate) async fn add_to_counter(&self, counter: Counter, amount: i64) -> Result<i64> {
        let rows = Entity::update_many()
            .col_expr(Column::Value, Expr::col(Column::Value).add(amount))
            .filter(Column::Name.eq(counter.as_str()))
            .exec_with_returning(self.db())
            .await?;
        // The schema's first migration made the row.
        rows.first().map(|row| row.value).ok_or(StoreError::Conflict)
    }
}
