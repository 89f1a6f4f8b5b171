//! Names of what rules refer to, for pickers and forms.

use engine::Money;

use crate::{
    Result,
    access::{Access, Source},
};

/// A name for an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// `offer`, `product`, `category`, `vendor`, `segment`, `gift_options`, `promotion`, `promo_group`,
    /// `personal_offer`, `code_pool`.
    pub reference: String,
    pub id: String,
    pub name: String,
    /// Of offers.
    pub price: Option<Money>,
}

impl<C: Source> Access<C> {
    /// Things of a reference whose name or id contains `search`, in the order of their names, at most `limit`; archived
    /// ones are left out. None for a reference that has no names here.
    pub async fn find_names(&self, reference: &str, search: &str, limit: u64) -> Result<Vec<Name>> {
        unimplemented!()
    }

    /// The names of these things (reference, id); what is unknown is left out.
    pub async fn names_for(&self, things: &[(&str, &str)]) -> Result<Vec<Name>> {
        unimplemented!()
    }

    /// True where no rule, product or user was ever saved.
    pub async fn is_empty(&self) -> Result<bool> {
        unimplemented!()
    }
}
