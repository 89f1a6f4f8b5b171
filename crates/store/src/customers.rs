//! Customers of the retailer, and what a calculation needs to know of one.

use contract::document::Customer;
use engine::{Moment, facts};

use crate::{
    Filter, Result, Tx,
    access::{Access, Source},
};

impl<C: Source> Access<C> {
    /// What is known of a customer, by id or else as the owner of a loyalty card: in one query over indexes. None where
    /// neither the customers nor the segments know them.
    pub async fn facts(&self, customer_id: Option<&str>, card: Option<&str>) -> Result<Option<facts::Customer>> {
        unimplemented!()
    }

    pub async fn customer(&self, id: &str) -> Result<Option<Customer>> {
        unimplemented!()
    }

    /// A page in the order of the ids, searched by id and card; and how many on all pages.
    pub async fn list_customers(&self, filter: &Filter<'_>) -> Result<(Vec<Customer>, u64)> {
        unimplemented!()
    }

    /// At most `limit` customers in the order of their ids, those after the id `after`: for export, piece by piece.
    pub async fn customers_after(&self, after: Option<&str>, limit: u64) -> Result<Vec<Customer>> {
        unimplemented!()
    }

    /// Who owns these cards: pairs of card and customer id.
    pub async fn card_owners(&self, cards: &[&str]) -> Result<Vec<(String, String)>> {
        unimplemented!()
    }
}

impl Tx {
    /// Inserts or replaces customers by their id; cards may change hands among them. Of several with one id the last
    /// counts. [`crate::StoreError::Duplicate`] where two customers would own one card.
    pub async fn upsert_customers(&self, customers: &[Customer], at: Moment) -> Result<()> {
        unimplemented!()
    }

    /// Deletes all customers but these; how many.
    pub async fn delete_customers_not_in(&self, ids: &[&str]) -> Result<u64> {
        unimplemented!()
    }
}
