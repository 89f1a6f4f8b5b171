//! Writing everything that staff manage into a document.

use contract::{
    Document, Rule, RuleKind,
    document::{Customer, FORMAT},
};
use engine::{GiftOptions, PersonalOffer, PromoGroup, Promotion, Settings, Status};
use store::Tx;

use crate::{
    Error,
    rules::{AnyRule, Published},
};

/// Customers that are read at a time.
const PIECE: u64 = 1_000;

pub(super) async fn export(tx: &Tx) -> Result<Document, Error> {
    let published = Published::load(tx).await?;
    let mut document = Document {
        podarok: FORMAT,
        settings: None,
        categories: Some(tx.all_categories().await?),
        products: Some(tx.all_products().await?),
        segments: Some(tx.all_segments().await?),
        gift_options: Some(Vec::new()),
        promotions: Some(Vec::new()),
        promo_groups: Some(Vec::new()),
        code_pools: Some(tx.all_code_pools().await?),
        personal_offers: Some(Vec::new()),
        customers: Some(customers(tx).await?),
    };
    for kind in RuleKind::ALL {
        for copy in tx.all_working_copies(kind).await? {
            let rule = match published.get(kind, &copy.id) {
                Some(thing) if kind.has_status() || thing.status != Status::Archived => thing.rule.clone(),
                // What is archived and may still be named by something that is.
                Some(thing) if kind == RuleKind::GiftOptions => thing.rule.clone(),
                // Drafts, and the gift options that they name: in force they change nothing.
                None if kind.has_status() || kind == RuleKind::GiftOptions => AnyRule::read(kind, &copy.body)?,
                Some(_) | None => continue,
            };
            add(&mut document, rule);
        }
    }
    Ok(document)
}

fn add(document: &mut Document, rule: AnyRule) {
    fn push<T: Rule>(section: &mut Option<Vec<T>>, rule: T) {
        section.get_or_insert_default().push(rule);
    }
    match rule {
        AnyRule::Settings(settings) => document.settings = Some::<Settings>(settings),
        AnyRule::GiftOptions(options) => push::<GiftOptions>(&mut document.gift_options, options),
        AnyRule::Promotion(promotion) => push::<Promotion>(&mut document.promotions, *promotion),
        AnyRule::PromoGroup(group) => push::<PromoGroup>(&mut document.promo_groups, group),
        AnyRule::PersonalOffer(offer) => push::<PersonalOffer>(&mut document.personal_offers, *offer),
    }
}

async fn customers(tx: &Tx) -> Result<Vec<Customer>, Error> {
    let mut customers: Vec<Customer> = Vec::new();
    loop {
        let piece = tx.customers_after(customers.last().map(|customer| customer.id.as_str()), PIECE).await?;
        if piece.is_empty() {
            return Ok(customers);
        }
        customers.extend(piece);
    }
}
