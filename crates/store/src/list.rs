use engine::rules::Status;
use sea_orm::{EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter, QuerySelect, Select, sea_query::LikeExpr};

use crate::{Result, access::Source};

/// Which rows of a list, and which page of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter<'a> {
    /// Any part of the search key, in any case; empty for all.
    pub search: &'a str,
    /// Any of these; empty for all. Of working copies only.
    pub statuses: &'a [Status],
    /// From 1; 0 is 1.
    pub page: u64,
    pub per_page: u64,
}

impl Default for Filter<'_> {
    /// The first fifty of all.
    fn default() -> Self {
        Self { search: "", statuses: &[], page: 1, per_page: 50 }
    }
}

impl Filter<'_> {
    /// Rows before the page. Databases count in i64.
    fn offset(&self) -> u64 {
        let before = self.page.saturating_sub(1).saturating_mul(self.per_page);
        before.min(i64::MAX.unsigned_abs())
    }

    /// The page of a sorted query, and how many rows there are on all pages.
    pub(crate) async fn page_of<E, S>(&self, sorted: Select<E>, source: &S) -> Result<(Vec<E::Model>, u64)>
    where
        E: EntityTrait,
        E::Model: FromQueryResult + Send + Sync,
        S: Source,
    {
        let total = sorted.clone().count(source.connection()).await?;
        let rows = sorted.limit(self.per_page).offset(self.offset()).all(source.connection()).await?;
        Ok((rows, total))
    }

    /// Narrows a query to the rows whose search key contains the search.
    pub(crate) fn search_in<E: EntityTrait>(&self, query: Select<E>, search_key: E::Column) -> Select<E> {
        match contains(self.search) {
            Some(pattern) => query.filter(sea_orm::ColumnTrait::like(&search_key, pattern)),
            None => query,
        }
    }
}

/// The texts by which something is found and sorted, in one: each as [`engine::code::key`], the name first.
///
/// ```
/// assert_eq!(store::search_key(["Скидка 10 %", "SALE-10"]), "скидка 10 %\nsale-10");
/// ```
pub fn search_key<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts.into_iter().map(engine::code::key).collect::<Vec<_>>().join("\n")
}

/// Nobody types a longer search; SQLite refuses patterns of 50,000 bytes.
const LONGEST_SEARCH: usize = 200;

/// The escape character of patterns; both databases take it literally in a string.
pub(crate) const ESCAPE: char = '!';

/// The pattern for a search key that contains this; none where everything does.
pub(crate) fn contains(search: &str) -> Option<LikeExpr> {
    let key: String = engine::code::key(search).chars().filter(|sign| *sign != '\0').take(LONGEST_SEARCH).collect();
    if key.is_empty() {
        return None;
    }
    Some(LikeExpr::new(format!("%{}%", escaped(&key))).escape(ESCAPE))
}

/// A text that stands for itself in a pattern.
pub(crate) fn escaped(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for sign in text.chars() {
        if matches!(sign, '%' | '_' | ESCAPE) {
            pattern.push(ESCAPE);
        }
        pattern.push(sign);
    }
    pattern
}
