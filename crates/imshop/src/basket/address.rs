use std::{borrow::Cow, collections::HashMap};

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
        let (mut fias, mut places) = (Vec::new(), HashMap::new());
        value.fields(|name, value| {
            if name == "city" {
                address.city = value.text();
            } else if let Some(rank) = KLADR.iter().position(|&known| known == name) {
                kladr[rank] = value.text();
            } else if is_fias(name) {
                match places.get(name) {
                    // Of the same field twice the last counts.
                    Some(&place) => fias[place] = value.text(),
                    None if fias.len() < MAX_LIST => {
                        places.insert(name.to_owned(), fias.len());
                        fias.push(value.text());
                    }
                    None => {}
                }
            }
        });
        address.fias = fias.into_iter().flatten().collect();
        address.kladr = kladr.into_iter().flatten().next();
        address
    }
}

/// `fias`, `fiasCode`, and `cityFias` and its like of every level.
fn is_fias(name: &str) -> bool {
    matches!(name, "fias" | "fiasCode") || name.ends_with("Fias")
}
