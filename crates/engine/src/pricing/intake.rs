//! What a request means: which goods it names, which of their units are gifts of ours that came back, and what is
//! bought. All of it follows from the request alone, before any condition is tested (docs/protocol.md, Gifts).

use rustc_hash::FxHashMap;

use super::{
    arithmetic::{LARGEST, gross},
    article::Article,
    compiled::Compiled,
};
use crate::{
    basket::{Basket, Line},
    catalogue::{Catalogue, Offer},
    items::Goods,
    rules::{PriceSource, Settings},
    units::{Money, Quantity},
};

/// What a line of the request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It takes part.
    Active,
    /// It is answered and counts for nothing.
    SetAside,
    /// Nothing tells its price: it is answered with an error and counts for nothing.
    NoPrice,
    /// So much cannot be calculated: the same.
    TooLarge,
    /// It holds nothing: no units, or a gift that no promotion lists.
    Gone,
}

/// A line of the request, understood.
#[derive(Debug)]
pub(crate) struct Entry<'a> {
    pub line: &'a Line,
    pub product: Option<Offer<'a>>,
    /// Under which rules know it.
    pub offer: &'a str,
    /// Of a bought unit (R2).
    pub price: Option<Money>,
    pub bought: Quantity,
    pub standing: Standing,
}

/// Units of a promotion's gift that came back on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim<'a> {
    pub promotion: &'a str,
    pub offer: &'a str,
    pub line: usize,
    pub quantity: Quantity,
}

/// A request, understood.
#[derive(Debug)]
pub(crate) struct Intake<'a> {
    pub entries: Vec<Entry<'a>>,
    /// By offer id and price.
    pub articles: Vec<Article<'a>>,
    /// The lines of each article, in their order, with the units that are bought on them.
    pub parts: Vec<(usize, Quantity)>,
    pub claims: Vec<Claim<'a>>,
}

impl<'a> Intake<'a> {
    pub fn new(compiled: &'a Compiled, settings: &Settings, catalogue: &'a Catalogue, basket: &'a Basket) -> Self {
        let mut entries: Vec<Entry<'a>> = basket.lines.iter().map(|line| entry(line, settings, catalogue)).collect();
        let mut claims = Claims::default();
        for index in order_of_claims(&entries) {
            claims.of_line(index, &mut entries, compiled);
        }
        let mut claims = claims.all;
        claims.sort_by_key(|claim| claim.line);
        for entry in &mut entries {
            entry.settle();
        }
        let (articles, parts) = articles(&entries);
        Self { entries, articles, parts, claims }
    }

    /// The lines of an article, in their order, with the units that are bought on them.
    pub fn lines(&self, article: &Article<'_>) -> &[(usize, Quantity)] {
        self.parts.get(article.lines.0..article.lines.1).unwrap_or_default()
    }
}

/// What a line names, before its gifts are told from what is bought.
fn entry<'a>(line: &'a Line, settings: &Settings, catalogue: &'a Catalogue) -> Entry<'a> {
    let by_other = || line.other_id.as_deref().and_then(|id| catalogue.product(id));
    let product = catalogue.product(&line.offer_id).or_else(by_other);
    let standing = match (line.quantity, line.set_aside) {
        (quantity, _) if quantity <= Quantity::ZERO => Standing::Gone,
        (_, true) => Standing::SetAside,
        (_, false) => Standing::Active,
    };
    let requested = line.price.filter(|&price| price > Money::ZERO);
    let listed = product.and_then(|product| product.price).map(|price| price.max(Money::ZERO));
    let price = match settings.price_source {
        PriceSource::Catalogue => listed.or(requested),
        PriceSource::Request => requested.or(listed),
    };
    let offer = product.map_or(line.offer_id.as_str(), |product| product.offer_id);
    Entry { line, product, offer, price, bought: line.quantity.max(Quantity::ZERO), standing }
}

impl Entry<'_> {
    /// True where the request calls it free.
    fn is_free(&self) -> bool {
        self.line.price.is_some_and(|price| price <= Money::ZERO)
    }

    /// Decides about what is bought, now that the gifts are known.
    fn settle(&mut self) {
        let counts = matches!(self.standing, Standing::Active | Standing::SetAside);
        if !counts || self.bought == Quantity::ZERO {
            return;
        }
        match self.price {
            None if self.standing == Standing::Active => self.standing = Standing::NoPrice,
            Some(price) if price.0 > LARGEST || self.line.quantity.0 > LARGEST || gross(price, self.bought).0 > LARGEST => {
                self.standing = Standing::TooLarge;
            }
            _ => {}
        }
    }

    /// What the goods are called (R2).
    pub fn name(&self) -> &str {
        self.product.map(|product| product.name).filter(|name| !name.is_empty()).unwrap_or(&self.line.name)
    }
}

/// The order in which lines are asked for gifts that came back. Where more units name a promotion than it lists, it decides
/// which of them are the gifts; it looks at what the lines say, never at where they stand (R18): what takes part before
/// what is set aside, what is free before what is not.
fn order_of_claims(entries: &[Entry<'_>]) -> Vec<usize> {
    let key = |index: usize| {
        let Entry { line, standing, .. } = &entries[index];
        let price = line.price.map_or(i64::MAX, |price| price.0.max(0));
        (*standing != Standing::Active, price, line.applied.len(), &line.applied, line.quantity, index)
    };
    let mut order: Vec<usize> = (0..entries.len()).filter(|&index| !entries[index].line.applied.is_empty()).collect();
    order.sort_by(|&left, &right| key(left).cmp(&key(right)));
    order
}

/// What has been claimed so far.
#[derive(Debug, Default)]
struct Claims<'a> {
    all: Vec<Claim<'a>>,
    /// How many units each promotion has claimed of each offer.
    units: FxHashMap<(&'a str, &'a str), i64>,
}

impl<'a> Claims<'a> {
    /// Tells a line's gift units from what is bought. Each promotion claims what it lists of the offer once, on whichever
    /// lines that is.
    fn of_line(&mut self, index: usize, entries: &mut [Entry<'a>], compiled: &'a Compiled) {
        let entry = &mut entries[index];
        if entry.standing == Standing::Gone {
            return;
        }
        let mut listed_by_any = false;
        for promotion in &entry.line.applied {
            let Some((promotion, listing)) = compiled.listings.get_key_value(promotion) else { continue };
            let Some(listed) = listing.units_of(entry.offer) else { continue };
            listed_by_any = true;
            let claimed = self.units.entry((promotion, entry.offer)).or_default();
            let quantity = Quantity((listed.0 - *claimed).min(entry.bought.0));
            if quantity > Quantity::ZERO {
                *claimed += quantity.0;
                entry.bought.0 -= quantity.0;
                self.all.push(Claim { promotion, offer: entry.offer, line: index, quantity });
            }
        }
        if entry.is_free() && !listed_by_any {
            entry.standing = Standing::Gone;
        }
    }
}

/// What is bought, by offer and price (R8), and the lines of each article.
fn articles<'a>(entries: &[Entry<'a>]) -> (Vec<Article<'a>>, Vec<(usize, Quantity)>) {
    let bought = |line: &usize| entries[*line].standing == Standing::Active && entries[*line].bought > Quantity::ZERO;
    let mut lines: Vec<usize> = (0..entries.len()).filter(bought).collect();
    let key = |line: usize| (entries[line].offer, entries[line].price);
    lines.sort_by(|&left, &right| key(left).cmp(&key(right)));
    let parts: Vec<(usize, Quantity)> = lines.iter().map(|&line| (line, entries[line].bought)).collect();
    let mut articles: Vec<Article<'a>> = Vec::with_capacity(lines.len());
    let mut from = 0;
    for same in parts.chunk_by(|left, right| key(left.0) == key(right.0)) {
        let to = from + same.len();
        if let Some(Entry { offer, price: Some(price), product, .. }) = same.first().map(|&(line, _)| &entries[line]) {
            let quantity = Quantity(same.iter().map(|part| part.1.0).fold(0, i64::saturating_add));
            let goods = Goods::new(offer, product.as_ref(), *price);
            articles.push(Article { lines: (from, to), ..Article::new(goods, product.as_ref(), quantity) });
        }
        from = to;
    }
    (articles, parts)
}
