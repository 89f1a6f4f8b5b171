//! What the installation keeps to itself, by name.

use sea_orm::{EntityTrait, IntoActiveModel, sea_query::OnConflict};

use crate::{
    Result, Tx,
    access::{Access, Source},
    entities::secrets::{Column, Entity, Model},
};

impl<C: Source> Access<C> {
    pub async fn secret(&self, name: &str) -> Result<Option<String>> {
        Ok(Entity::find_by_id(name).one(self.db()).await?.map(|row| row.value))
    }
}

impl Tx {
    /// Keeps a secret that is not there yet; one that is stays as it is.
    pub async fn keep_secret(&self, name: &str, value: &str) -> Result<()> {
        let row = Model { name: name.to_owned(), value: value.to_owned() };
        let keep = OnConflict::column(Column::Name).do_nothing().to_owned();
        Entity::insert(row.into_active_model()).on_conflict(keep).exec_without_returning(self.db()).await?;
        Ok(())
    }
}
