//! All products and categories in memory, packed: a shop may have a million.

use std::{hash::BuildHasher, sync::Arc};

use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::{Category, Product};
use crate::units::{Money, Percent};

/// Deeper trees are cut.
const MAX_CATEGORY_DEPTH: usize = 64;

/// All products and categories. A product takes 40 bytes and its texts, which lie one behind another.
#[derive(Debug, Default)]
pub struct Catalogue {
    texts: String,
    products: Vec<Packed>,
    /// Indices of products by their offer id.
    by_offer: HashTable<u32>,
    vendors: Names,
    /// Each set of categories that some product is in, with all categories above them.
    families: Vec<Box<[Arc<str>]>>,
    categories: FxHashMap<String, Category>,
}

/// A product; its texts begin at `at`: offer id, product id, name.
#[derive(Debug)]
struct Packed {
    at: usize,
    offer_id: u32,
    product_id: u32,
    name: u32,
    vendor: u32,
    family: u32,
    /// Kopecks; [`NO_PRICE`] where the catalogue knows none.
    price: i64,
    max_discount: u16,
    flags: u8,
}

const NO_PRICE: i64 = i64::MIN;
const NO_DISCOUNTS: u8 = 1;
const USE_BONUSES: u8 = 2;
const AVAILABLE: u8 = 4;
const HAS_PRODUCT_ID: u8 = 8;

/// An offer as the catalogue knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer<'a> {
    pub offer_id: &'a str,
    pub product_id: Option<&'a str>,
    pub name: &'a str,
    pub price: Option<Money>,
    /// Its categories and all above them.
    pub categories: &'a [Arc<str>],
    pub vendor: Option<&'a str>,
    pub max_discount_percent: Percent,
    pub no_discounts: bool,
    pub use_bonuses: bool,
    pub available: bool,
}

impl Offer<'_> {
    /// The product by itself; it is in all the categories that it was in by those below them.
    fn to_product(self) -> Product {
        Product {
            offer_id: self.offer_id.to_owned(),
            product_id: self.product_id.map(str::to_owned),
            name: self.name.to_owned(),
            price: self.price,
            category_ids: self.categories.iter().map(|id| id.to_string()).collect(),
            vendor: self.vendor.map(str::to_owned),
            max_discount_percent: self.max_discount_percent,
            no_discounts: self.no_discounts,
            use_bonuses: self.use_bonuses,
            available: self.available,
        }
    }
}

/// Texts that many products share.
#[derive(Debug, Default)]
struct Names {
    numbers: FxHashMap<Arc<str>, u32>,
    names: Vec<Arc<str>>,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let name: Arc<str> = name.into();
        self.numbers.insert(Arc::clone(&name), number);
        self.names.push(name);
        number
    }
}

impl Catalogue {
    /// Of products with the same offer id the last counts.
    pub fn new(products: impl IntoIterator<Item = Product>, categories: impl IntoIterator<Item = Category>) -> Self {
        let mut catalogue = Self {
            categories: categories.into_iter().map(|category| (category.id.clone(), category)).collect(),
            ..Self::default()
        };
        let mut families: FxHashMap<Vec<String>, u32> = FxHashMap::default();
        let mut names = Names::default();
        for product in products {
            let family = match families.get(&product.category_ids) {
                Some(&family) => family,
                None => {
                    let family = u32::try_from(catalogue.families.len()).unwrap_or(u32::MAX);
                    catalogue.families.push(catalogue.family(&product.category_ids, &mut names));
                    families.insert(product.category_ids.clone(), family);
                    family
                }
            };
            catalogue.put(&product, family);
        }
        catalogue.texts.shrink_to_fit();
        catalogue.products.shrink_to_fit();
        catalogue
    }

    /// These categories and all above them, each once.
    fn family(&self, ids: &[String], names: &mut Names) -> Box<[Arc<str>]> {
        let mut family: Vec<u32> = Vec::new();
        for id in ids.iter().flat_map(|id| self.upwards(id)) {
            let number = names.number(id);
            if !family.contains(&number) {
                family.push(number);
            }
        }
        family.into_iter().filter_map(|number| names.names.get(number as usize).cloned()).collect()
    }

    fn put(&mut self, product: &Product, family: u32) {
        let Product { offer_id, product_id, name, price, category_ids: _, vendor, .. } = product;
        let &Product { max_discount_percent, no_discounts, use_bonuses, available, .. } = product;
        let len = |text: &str| u32::try_from(text.len()).unwrap_or(0);
        let flag = |set: bool, flag: u8| if set { flag } else { 0 };
        let at = self.texts.len();
        let card = product_id.as_deref().unwrap_or_default();
        for text in [offer_id, card, name] {
            if len(text) > 0 {
                self.texts.push_str(text);
            }
        }
        let packed = Packed {
            at,
            offer_id: len(offer_id),
            product_id: len(card),
            name: len(name),
            vendor: vendor.as_ref().map_or(u32::MAX, |vendor| self.vendors.number(vendor)),
            family,
            price: price.map_or(NO_PRICE, |price| price.0),
            max_discount: u16::try_from(max_discount_percent.0.clamp(0, Percent::HUNDRED.0)).unwrap_or(0),
            flags: flag(no_discounts, NO_DISCOUNTS)
                | flag(use_bonuses, USE_BONUSES)
                | flag(available, AVAILABLE)
                | flag(product_id.is_some(), HAS_PRODUCT_ID),
        };
        match self.find(offer_id) {
            Some(index) => self.products[index] = packed,
            None => {
                let index = u32::try_from(self.products.len()).unwrap_or(u32::MAX);
                self.products.push(packed);
                let Self { texts, products, by_offer, .. } = self;
                by_offer.insert_unique(FxBuildHasher.hash_one(offer_id.as_str()), index, |&other| {
                    FxBuildHasher.hash_one(products.get(other as usize).map_or("", |packed| packed.offer_id(texts)))
                });
            }
        }
    }

    fn find(&self, offer_id: &str) -> Option<usize> {
        let is_it =
            |&index: &u32| self.products.get(index as usize).is_some_and(|packed| packed.offer_id(&self.texts) == offer_id);
        self.by_offer.find(FxBuildHasher.hash_one(offer_id), is_it).map(|&index| index as usize)
    }

    pub fn product(&self, offer_id: &str) -> Option<Offer<'_>> {
        let packed = self.products.get(self.find(offer_id)?)?;
        let (product_at, name_at) =
            (packed.at + packed.offer_id as usize, packed.at + (packed.offer_id + packed.product_id) as usize);
        let text = |at: usize, len: u32| self.texts.get(at..at + len as usize).unwrap_or_default();
        let has = |flag: u8| packed.flags & flag != 0;
        Some(Offer {
            offer_id: text(packed.at, packed.offer_id),
            product_id: has(HAS_PRODUCT_ID).then(|| text(product_at, packed.product_id)),
            name: text(name_at, packed.name),
            price: (packed.price != NO_PRICE).then_some(Money(packed.price)),
            categories: self.families.get(packed.family as usize).map_or(&[], |family| family),
            vendor: self.vendors.names.get(packed.vendor as usize).map(|vendor| &**vendor),
            max_discount_percent: Percent(i64::from(packed.max_discount)),
            no_discounts: has(NO_DISCOUNTS),
            use_bonuses: has(USE_BONUSES),
            available: has(AVAILABLE),
        })
    }

    /// What has to be kept to price a basket of these offers again: the offers that are known, in their order, each once,
    /// and their categories with all above them.
    pub fn extract<'o>(&self, offers: impl IntoIterator<Item = &'o str>) -> (Vec<Product>, Vec<Category>) {
        let offers: std::collections::BTreeSet<&str> = offers.into_iter().collect();
        let found: Vec<Offer<'_>> = offers.into_iter().filter_map(|offer| self.product(offer)).collect();
        let families = found.iter().flat_map(|offer| offer.categories).map(|id| &**id);
        let categories: std::collections::BTreeSet<&str> = families.collect();
        let categories = categories.into_iter().filter_map(|id| self.category(id).cloned()).collect();
        (found.into_iter().map(Offer::to_product).collect(), categories)
    }

    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.get(id)
    }

    /// How many products it knows.
    pub fn len(&self) -> usize {
        self.products.len()
    }

    pub fn is_empty(&self) -> bool {
        self.products.is_empty()
    }

    /// The category, its parent, and so on up. A cycle in the parents ends the walk, not the process.
    fn upwards<'a>(&'a self, category: &'a str) -> impl Iterator<Item = &'a str> {
        let parent = |id: &&'a str| self.categories.get(*id).and_then(|category| category.parent_id.as_deref());
        std::iter::successors(Some(category), parent).take(MAX_CATEGORY_DEPTH)
    }
}

impl Packed {
    fn offer_id<'t>(&self, texts: &'t str) -> &'t str {
        texts.get(self.at..self.at + self.offer_id as usize).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    fn product(value: serde_json::Value) -> Product {
        serde_json::from_value(value).unwrap()
    }

    fn category(id: &str, parent: &str) -> Category {
        Category { id: id.to_owned(), name: id.to_owned(), parent_id: Some(parent.to_owned()) }
    }

    #[test]
    fn what_goes_in_comes_out() {
        let tea = product(json!({
            "offer_id": "чай-100", "product_id": "чай", "name": "Чай", "price": 320.5, "category_ids": ["black", "gifts"], "vendor": "Ahmad",
            "max_discount_percent": 33.33, "no_discounts": true, "use_bonuses": false, "available": false,
        }));
        let bare = product(json!({"offer_id": "bare", "name": ""}));
        let catalogue = Catalogue::new([tea, bare], [category("black", "tea"), category("tea", "food")]);
        let tea = catalogue.product("чай-100").unwrap();
        assert_eq!((tea.offer_id, tea.product_id, tea.name), ("чай-100", Some("чай"), "Чай"));
        assert_eq!((tea.price, tea.vendor, tea.max_discount_percent), (Some(Money(32_050)), Some("Ahmad"), Percent(3_333)));
        assert_eq!((tea.no_discounts, tea.use_bonuses, tea.available), (true, false, false));
        assert_eq!(tea.categories.iter().map(|id| &**id).collect::<Vec<_>>(), ["black", "tea", "food", "gifts"]);
        let bare = catalogue.product("bare").unwrap();
        assert_eq!((bare.product_id, bare.price, bare.vendor, bare.categories.len()), (None, None, None, 0));
        assert_eq!((bare.no_discounts, bare.use_bonuses, bare.available), (false, true, true));
        assert!(catalogue.product("чай").is_none());
    }

    #[test]
    fn the_last_of_two_counts_and_many_are_found() {
        let many = (0..10_000).map(|number| product(json!({"offer_id": number.to_string(), "name": "first"})));
        let again = [product(json!({"offer_id": "77", "name": "again"}))];
        let catalogue = Catalogue::new(many.chain(again), []);
        assert_eq!(catalogue.len(), 10_000);
        assert_eq!(catalogue.product("77").unwrap().name, "again");
        assert!((0..10_000).all(|number| catalogue.product(&number.to_string()).unwrap().offer_id == number.to_string()));
    }

    #[test]
    fn a_cycle_of_categories_ends() {
        let goods = product(json!({"offer_id": "a", "name": "A", "category_ids": ["x"]}));
        let catalogue = Catalogue::new([goods], [category("x", "y"), category("y", "x")]);
        assert_eq!(catalogue.product("a").unwrap().categories.len(), 2);
    }
}
