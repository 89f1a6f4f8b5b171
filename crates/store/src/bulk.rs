//! Many rows at once, in as few statements as the databases allow.

use std::collections::{BTreeMap, HashSet};

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};

use crate::Result;

/// Values of one statement: SQLite takes 32,766, Postgres 65,535.
pub(crate) const MOST_VALUES: usize = 30_000;

/// Keys of one statement.
pub(crate) const MOST_KEYS: usize = MOST_VALUES / 2;

/// Inserts rows; what becomes of those that exist already is for `on_conflict` to say.
pub(crate) async fn insert<E>(db: &impl ConnectionTrait, rows: Vec<E::Model>, on_conflict: Option<&OnConflict>) -> Result<()>
where
    E: EntityTrait,
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    let at_once = (MOST_VALUES / E::Column::iter().count().max(1)).max(1);
    let mut rows = rows.into_iter();
    loop {
        let chunk: Vec<E::ActiveModel> = rows.by_ref().take(at_once).map(IntoActiveModel::into_active_model).collect();
        if chunk.is_empty() {
            return Ok(());
        }
        let mut insert = E::insert_many(chunk);
        if let Some(on_conflict) = on_conflict {
            insert = insert.on_conflict(on_conflict.clone());
        }
        insert.exec_without_returning(db).await?;
    }
}

/// Deletes the rows that have one of these keys, among those that meet the condition; how many.
pub(crate) async fn delete<E: EntityTrait>(
    db: &impl ConnectionTrait,
    key: E::Column,
    keys: &[&str],
    among: &Condition,
) -> Result<u64> {
    let mut deleted = 0;
    for chunk in keys.chunks(MOST_KEYS) {
        let chunk = key.is_in(chunk.iter().copied());
        deleted += E::delete_many().filter(among.clone()).filter(chunk).exec(db).await?.rows_affected;
    }
    Ok(deleted)
}

/// Deletes the rows that have none of these keys, among those that meet the condition; how many.
pub(crate) async fn delete_others<E: EntityTrait>(
    db: &impl ConnectionTrait,
    key: E::Column,
    keep: &[&str],
    among: &Condition,
) -> Result<u64> {
    let keep: HashSet<&str> = keep.iter().copied().collect();
    let all: Vec<String> = E::find().select_only().column(key).filter(among.clone()).into_tuple().all(db).await?;
    let others: Vec<&str> = all.iter().map(String::as_str).filter(|key| !keep.contains(key)).collect();
    delete::<E>(db, key, &others, among).await
}

/// The last of those with one key, in the order of the keys: so that writers take rows in one order, and no statement
/// meets a row twice.
pub(crate) fn last_of_each<'a, T>(things: &'a [T], key: impl Fn(&'a T) -> &'a str) -> BTreeMap<&'a str, &'a T> {
    things.iter().map(|thing| (key(thing), thing)).collect()
}
