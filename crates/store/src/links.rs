//! What a rule refers to: its codes, gift options, categories, segments and so on.

use contract::RuleKind;
use engine::rules::Status;

use crate::{
    Result, Tx,
    access::{Access, Source},
};

/// A working copy that refers to something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkUser {
    /// What it refers to, as it writes it.
    pub target: String,
    pub kind: RuleKind,
    pub id: String,
    pub name: String,
    pub status: Option<Status>,
}

impl<C: Source> Access<C> {
    /// The working copies that refer to any of `targets`, in the order of target, kind and id; archived ones as well.
    /// `reference` as in [`Tx::set_links`]. Targets are compared exactly.
    pub async fn users_of(&self, reference: &str, targets: &[&str]) -> Result<Vec<LinkUser>> {
        unimplemented!()
    }

    /// The same, targets compared by [`engine::code::key`], as customers' codes are (R14).
    pub async fn users_of_codes(&self, codes: &[&str]) -> Result<Vec<LinkUser>> {
        unimplemented!()
    }
}

impl Tx {
    /// Replaces what a working copy refers to: pairs of reference (`offer`, `category`, `segment`, `gift_options`,
    /// `promotion`, `code_pool`, `code` …) and target.
    pub async fn set_links(&self, kind: RuleKind, id: &str, links: &[(String, String)]) -> Result<()> {
        unimplemented!()
    }
}
