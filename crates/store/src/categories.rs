//! The catalogue's categories: data, effective at once.

use engine::Category;
use sea_orm::{Condition, EntityTrait, QueryOrder, sea_query::OnConflict};

use crate::{
    Result, Tx,
    access::{Access, Source},
    bulk,
    entities::categories::{Column, Entity, Model},
    search_key,
};

impl<C: Source> Access<C> {
    /// Every category, in the order of the ids.
    pub async fn all_categories(&self) -> Result<Vec<Category>> {
        Ok(Entity::find().order_by_asc(Column::Id).all(self.db()).await?.into_iter().map(category).collect())
    }
}

impl Tx {
    /// Inserts or replaces categories by their id. Of several with one id the last counts.
    pub async fn upsert_categories(&self, categories: &[Category]) -> Result<()> {
        let categories = bulk::last_of_each(categories, |category| category.id.as_str());
        let replace =
            OnConflict::column(Column::Id).update_columns([Column::Name, Column::SearchKey, Column::ParentId]).to_owned();
        bulk::insert::<Entity>(self.db(), categories.into_values().map(row).collect(), Some(&replace)).await
    }

    /// Deletes all categories but these; how many.
    pub async fn delete_categories_not_in(&self, ids: &[&str]) -> Result<u64> {
        bulk::delete_others::<Entity>(self.db(), Column::Id, ids, &Condition::all()).await
    }
}

fn row(category: &Category) -> Model {
    let Category { id, name, parent_id } = category.clone();
    Model { search_key: search_key([name.as_str(), id.as_str()]), id, name, parent_id }
}

fn category(row: Model) -> Category {
    let Model { id, name, search_key: _, parent_id } = row;
    Category { id, name, parent_id }
}
