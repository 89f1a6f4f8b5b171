use std::borrow::Cow;

use super::MAX_LIST;
use crate::json::Reader;

/// What rules may ask of an address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address<'a> {
    pub city: Option<Cow<'a, str>>,
    /// The KLADR code of the city, else of the settlement, of the whole, of the area, of the region.
    pub kladr: Option<Cow<'a, str>>,
    /// Every FIAS code, in the order of the fields.
    pub fias: Vec<Cow<'a, str>>,
}

/// The best first.
const KLADR: [&str; 5] = ["cityKladr", "settlementKladr", "kladr", "areaKladr", "regionKladr"];

impl<'a> Address<'a> {
    pub(super) fn read(value: &mut Reader<'a>) -> Self {
        let mut address = Self::default();
        let mut kladr: [Option<Cow<'a, str>>; KLADR.len()] = Default::default();
        value.fields(|name, value| {
            if name == "city" {
                address.city = value.text();
            } else if let Some(rank) = KLADR.iter().position(|&known| known == name) {
                kladr[rank] = value.text();
            } else if is_fias(name) && address.fias.len() < MAX_LIST {
                address.fias.extend(value.text());
            }
        });
        address.kladr = kladr.into_iter().flatten().next();
        address
    }
}

/// `fias`, `fiasCode`, and `cityFias` and its like of every level.
fn is_fias(name: &str) -> bool {
    matches!(name, "fias" | "fiasCode") || name.ends_with("Fias")
}
