//! Products: data, effective at once.

use contract::{
    inputs::ListInput,
    views::{Named, Page, ProductView, Saved},
};
use engine::Category;

use crate::{Edit, Error, Permit, Read, Service};

impl Service {
    pub async fn list_products(&self, _: &Permit<Read>, _: &ListInput) -> Result<Page<ProductView>, Error> {
        unimplemented!()
    }

    pub async fn product(&self, _: &Permit<Read>, _offer_id: &str) -> Result<ProductView, Error> {
        unimplemented!()
    }

    pub async fn save_product(&self, _: &Permit<Edit>, _: &contract::inputs::SaveInput) -> Result<Saved, Error> {
        unimplemented!()
    }

    pub async fn categories(&self, _: &Permit<Read>) -> Result<Vec<Category>, Error> {
        unimplemented!()
    }

    /// For pickers: things of a reference (offer, category, vendor, segment, gift_options, promotion) whose name or id
    /// contains the search, at most 20.
    pub async fn find_names(&self, _: &Permit<Read>, _reference: &str, _search: &str) -> Result<Vec<Named>, Error> {
        unimplemented!()
    }
}
