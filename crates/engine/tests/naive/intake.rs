//! R2, R8, R12: what the request means. What is bought is told from gifts that came back, from the request alone.

use engine::{Product, basket::Line, rules::PriceSource};

use super::{
    article::Article,
    asked::Asked,
    ratio::{Ratio, gross},
};

/// R1: the most that one line may hold.
const LARGEST: i64 = 1_000_000_000_000_000;

/// What became of a line of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    TakesPart,
    SetAside,
    /// Nobody knows its price.
    NoPrice,
    TooLarge,
    /// Without units, or a gift that none of the promotions lists.
    Gone,
}

/// A line of the request.
#[derive(Debug)]
pub struct Entry<'a> {
    pub line: &'a Line,
    pub product: Option<&'a Product>,
    /// R3: as the catalogue spells it.
    pub offer: &'a str,
    pub price: Option<i64>,
    pub bought: i64,
    /// R12: the units that came back as gifts of ours, by promotion.
    pub claims: Vec<(&'a str, i64)>,
    pub fate: Fate,
}

impl Entry<'_> {
    /// R2: the name is the catalogue's where it knows the offer.
    pub fn name(&self) -> &str {
        self.product.map_or(self.line.name.as_str(), |product| product.name.as_str())
    }
}

pub fn entries<'a>(asked: &Asked<'a>) -> Vec<Entry<'a>> {
    let mut entries: Vec<_> = asked.basket.lines.iter().map(|line| entry(line, asked)).collect();
    claim(&mut entries, asked);
    for entry in &mut entries {
        if matches!(entry.fate, Fate::TakesPart | Fate::SetAside) && entry.bought > 0 {
            let too_large = |price| price > LARGEST || entry.line.quantity.0 > LARGEST || exceeds(price, entry.bought);
            entry.fate = match entry.price {
                None if entry.fate == Fate::TakesPart => Fate::NoPrice,
                Some(price) if too_large(price) => Fate::TooLarge,
                _ => entry.fate,
            };
        }
    }
    entries
}

fn exceeds(price: i64, quantity: i64) -> bool {
    Ratio::from(price).times(Ratio::new(quantity, 1_000)) > Ratio::from(LARGEST)
}

fn entry<'a>(line: &'a Line, asked: &Asked<'a>) -> Entry<'a> {
    let other = || line.other_id.as_deref().and_then(|id| asked.product(id));
    let product = asked.product(&line.offer_id).or_else(other);
    // R2: the one price counts, else the other; a request's 0 is no price.
    let listed = product.and_then(|product| product.price).map(|price| price.0);
    let requested = line.price.map(|price| price.0).filter(|&price| price > 0);
    let price = match asked.ruleset.settings.price_source {
        PriceSource::Catalogue => listed.or(requested),
        PriceSource::Request => requested.or(listed),
    };
    let fate = match (line.quantity.0 > 0, line.set_aside) {
        (false, _) => Fate::Gone,
        (true, true) => Fate::SetAside,
        (true, false) => Fate::TakesPart,
    };
    let offer = product.map_or(line.offer_id.as_str(), |product| product.offer_id.as_str());
    Entry { line, product, offer, price, bought: line.quantity.0.max(0), claims: Vec::new(), fate }
}

/// R12: each promotion claims what it lists of an offer once, over all lines: lines that take part before set-aside ones,
/// lower prices first, then fewer names; the names and the quantity settle the rest.
fn claim(entries: &mut [Entry<'_>], asked: &Asked<'_>) {
    let mut order: Vec<usize> = (0..entries.len()).filter(|&index| entries[index].fate != Fate::Gone).collect();
    order.sort_by_key(|&index| {
        let line = entries[index].line;
        let price = line.price.map_or(i64::MAX, |price| price.0.max(0));
        (line.set_aside, price, line.applied.len(), line.applied.clone(), line.quantity, index)
    });
    for index in order {
        let (line, offer) = (entries[index].line, entries[index].offer);
        let mut is_listed = false;
        for id in &line.applied {
            let Some(listed) = asked.promotion(id).and_then(|promotion| asked.listed(promotion, offer)) else { continue };
            is_listed = true;
            let of_offer = entries.iter().filter(|entry| entry.offer == offer).flat_map(|entry| &entry.claims);
            let already: i64 = of_offer.filter(|(promotion, _)| promotion == id).map(|(_, units)| units).sum();
            let units = (listed - already).min(entries[index].bought);
            if units > 0 {
                entries[index].bought -= units;
                entries[index].claims.push((id, units));
            }
        }
        let is_free = line.price.is_some_and(|price| price.0 <= 0);
        if is_free && !line.applied.is_empty() && !is_listed {
            entries[index].fate = Fate::Gone;
        }
    }
}

/// R8: lines with one offer and one unit price are one article; in the order of R7's ties, by offer id and price. Each with
/// the lines that it is bought on.
pub fn articles<'a>(entries: &[Entry<'a>]) -> (Vec<Article<'a>>, Vec<Vec<usize>>) {
    let is_bought = |entry: &&Entry<'_>| entry.fate == Fate::TakesPart && entry.bought > 0;
    let mut kinds: Vec<(&'a str, i64)> =
        entries.iter().filter(is_bought).map(|entry| (entry.offer, entry.price.expect("a price"))).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let of_kind = |&(offer, price): &(&'a str, i64)| {
        let lines = (0..entries.len()).filter(|&line| {
            let entry = &entries[line];
            is_bought(&entry) && entry.offer == offer && entry.price == Some(price)
        });
        let lines: Vec<usize> = lines.collect();
        let quantity = lines.iter().map(|&line| entries[line].bought).sum();
        (Article::new(offer, entries[lines[0]].product, price, quantity), lines)
    };
    kinds.iter().map(of_kind).unzip()
}

/// R12: a gift line's price is the catalogue's; on a line that also holds bought units, it is the line's.
pub fn price_shown(entry: &Entry<'_>) -> i64 {
    let listed = entry.product.and_then(|product| product.price).map(|price| price.0);
    if entry.bought > 0 { entry.price.unwrap_or(0) } else { listed.or(entry.price).unwrap_or(0) }
}

/// R10, R16: what a gift is worth: the catalogue's price, or nothing where it knows none.
pub fn worth(asked: &Asked<'_>, offer: &str, quantity: i64) -> i64 {
    asked.product(offer).and_then(|product| product.price).map_or(0, |price| gross(price.0, quantity))
}
