//! The catalogue's products: data, effective at once.

use engine::{Moment, Product};

use crate::{
    Filter, Result, Tx,
    access::{Access, Source},
};

/// A product with what optimistic locking needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredProduct {
    pub product: Product,
    /// 1 when it is made; each save and import raises it.
    pub version: i64,
    pub changed_at: Moment,
}

impl<C: Source> Access<C> {
    pub async fn product(&self, offer_id: &str) -> Result<Option<StoredProduct>> {
        unimplemented!()
    }

    /// A page in the order of the names, searched by name, offer id, product id and vendor; and how many on all pages.
    pub async fn list_products(&self, filter: &Filter<'_>) -> Result<(Vec<StoredProduct>, u64)> {
        unimplemented!()
    }

    /// Every product, in the order of the offer ids.
    pub async fn all_products(&self) -> Result<Vec<Product>> {
        unimplemented!()
    }
}

impl Tx {
    /// A new product; [`crate::StoreError::Duplicate`] where the offer id is taken.
    pub async fn insert_product(&self, product: &Product, at: Moment) -> Result<()> {
        unimplemented!()
    }

    /// Replaces the product that has `seen_version`; its new version, or [`crate::StoreError::Conflict`].
    pub async fn update_product(&self, product: &Product, seen_version: i64, at: Moment) -> Result<i64> {
        unimplemented!()
    }

    /// Inserts or replaces products by their offer id. Of several with one id the last counts.
    pub async fn upsert_products(&self, products: &[Product], at: Moment) -> Result<()> {
        unimplemented!()
    }

    /// Deletes all products but these; how many.
    pub async fn delete_products_not_in(&self, offer_ids: &[&str]) -> Result<u64> {
        unimplemented!()
    }
}
