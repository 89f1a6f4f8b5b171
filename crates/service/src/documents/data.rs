//! What is wrong with the data of a document beyond each thing by itself.

use std::collections::{HashMap, HashSet};

use contract::{
    Document,
    document::{CodePool, Customer, Entry, Reading},
};
use engine::{Place, Problems, Product, code, describe::Reference};
use store::Tx;

use super::sections::Replace;
use crate::Error;

/// A code is in one pool: in the file, and with those that are there and stay.
pub(super) async fn check_codes(tx: &Tx, document: &Document, replace: &Replace, problems: &mut Problems) -> Result<(), Error> {
    let Some(pools) = &document.code_pools else { return Ok(()) };
    let mut pool_of: HashMap<String, &str> = HashMap::new();
    if !replace.has::<CodePool>() {
        let codes: Vec<_> = pools.iter().flat_map(|pool| &pool.codes).map(String::as_str).collect();
        let stored = tx.pools_of_codes(&codes).await?;
        let stored: HashMap<_, _> = stored.into_iter().map(|(code, pool)| (code::key(&code), pool)).collect();
        for (pool, index, other) in pools.iter().enumerate().flat_map(|(at, pool)| {
            let stored = &stored;
            pool.codes.iter().enumerate().filter_map(move |(index, text)| {
                let other = stored.get(&code::key(text)).filter(|other| **other != pool.id)?;
                Some((at, index, other.as_str()))
            })
        }) {
            in_another_pool(pool, index, other, problems);
        }
    }
    for (at, pool) in pools.iter().enumerate() {
        for (index, text) in pool.codes.iter().enumerate() {
            match pool_of.insert(code::key(text), &pool.id) {
                Some(other) if other != pool.id => in_another_pool(at, index, other, problems),
                _ => {}
            }
        }
    }
    Ok(())
}

fn in_another_pool(pool: usize, index: usize, other: &str, problems: &mut Problems) {
    problems.add(
        &Place::root().key(CodePool::SECTION).index(pool).key("codes").index(index),
        format!("такой код уже есть в пуле {other}"),
        format!("is already a code of pool {other}"),
    );
}

/// A loyalty card has one owner.
pub(super) async fn check_cards(tx: &Tx, reading: &Reading, replace: &Replace, problems: &mut Problems) -> Result<(), Error> {
    let Some(customers) = &reading.document.customers else { return Ok(()) };
    let place = |index: usize| Place::root().key(Customer::SECTION).index(index).key("loyalty_card");
    let mut owner_of: HashMap<&str, &str> = HashMap::new();
    if !replace.has::<Customer>() {
        let in_file: HashSet<_> = customers.iter().map(|customer| customer.id.as_str()).collect();
        let cards: Vec<_> = customers.iter().filter_map(|customer| customer.loyalty_card.as_deref()).collect();
        let owners = tx.card_owners(&cards).await?;
        // Whoever is in the file comes with the card that they have then.
        let is_in_file = |owner: &str| in_file.contains(owner) || reading.is_unread(Reference::Customer, owner);
        let staying = owners.iter().filter(|(_, owner)| !is_in_file(owner));
        let staying: HashMap<_, _> = staying.map(|(card, owner)| (card.as_str(), owner.as_str())).collect();
        for (index, customer) in customers.iter().enumerate() {
            if let Some(owner) = customer.loyalty_card.as_deref().and_then(|card| staying.get(card)) {
                somebody_elses(&place(index), owner, problems);
            }
        }
    }
    for (index, customer) in customers.iter().enumerate() {
        if let Some(card) = &customer.loyalty_card
            && let Some(other) = owner_of.insert(card, &customer.id)
        {
            somebody_elses(&place(index), other, problems);
        }
    }
    Ok(())
}

fn somebody_elses(place: &Place, owner: &str, problems: &mut Problems) {
    problems.add(place, format!("это карта покупателя {owner}"), format!("is the card of customer {owner}"));
}

/// Products that stay must not lie in categories that go.
pub(super) async fn check_categories_of_goods(
    tx: &Tx,
    reading: &Reading,
    gone: &HashSet<(Reference, String)>,
    problems: &mut Problems,
) -> Result<(), Error> {
    let gone: HashSet<_> = gone.iter().filter(|(of, _)| *of == Reference::Category).map(|(_, id)| id.as_str()).collect();
    if gone.is_empty() {
        return Ok(());
    }
    let in_file: HashSet<_> = reading.document.products.iter().flatten().map(|product| product.offer_id.as_str()).collect();
    let mut goods: Vec<(String, usize)> = Vec::new();
    for Product { offer_id, category_ids, .. } in tx.all_products().await? {
        if in_file.contains(offer_id.as_str()) || reading.is_unread(Reference::Offer, &offer_id) {
            continue;
        }
        for id in category_ids.into_iter().filter(|id| gone.contains(id.as_str())) {
            match goods.iter_mut().find(|(category, _)| *category == id) {
                Some((_, count)) => *count += 1,
                None => goods.push((id, 1)),
            }
        }
    }
    for (category, count) in goods {
        problems.add(
            &Place::root().key("categories"),
            format!("«{category}» нет в файле, а в ней товаров: {count}"),
            format!("“{category}” is not in the file, and goods are in it: {count}"),
        );
    }
    Ok(())
}
