//! What things refer to: does it exist, and how is it called in the database.

use std::collections::HashSet;

use contract::{
    RuleKind,
    document::{Document, check_references},
    rule::SETTINGS_ID,
};
use engine::{Problem, Problems, Settings, describe::Reference};
use store::Tx;

use crate::{Error, Live};

/// As views and the database write it.
pub(crate) const fn key(reference: Reference) -> &'static str {
    match reference {
        Reference::Offer => "offer",
        Reference::Product => "product",
        Reference::Category => "category",
        Reference::Vendor => "vendor",
        Reference::Segment => "segment",
        Reference::Customer => "customer",
        Reference::Tier => "tier",
        Reference::Outlet => "outlet",
        Reference::Delivery => "delivery",
        Reference::Payment => "payment",
        Reference::Pickup => "pickup",
        Reference::GiftOptions => "gift_options",
        Reference::Promotion => "promotion",
        Reference::Lane => "lane",
        Reference::CodePool => "code_pool",
    }
}

/// What a document refers to without having it, and the database has not either. `gone` are things of the database that
/// do not count, because the document takes them away.
pub(crate) async fn missing(
    tx: &Tx,
    document: &Document,
    lanes: &[String],
    gone: &HashSet<(Reference, String)>,
) -> Result<Problems, Error> {
    let links = document.references();
    let asked: Vec<_> = links.iter().map(|link| (key(link.reference), link.id)).collect();
    let found: HashSet<_> = tx.names_for(&asked).await?.into_iter().map(|name| (name.reference, name.id)).collect();
    Ok(check_references(document, &|reference, id| match reference {
        Reference::Lane => lanes.iter().any(|lane| lane == id),
        _ => found.contains(&(key(reference).to_owned(), id.to_owned())) && !gone.contains(&(reference, id.to_owned())),
    }))
}

/// The same for one thing that is alone in its document: the places are the thing's own.
pub(crate) async fn check_one(tx: &Tx, document: &Document, lanes: &[String]) -> Result<(), Error> {
    let Problems(problems) = missing(tx, document, lanes, &HashSet::new()).await?;
    Ok(Problems(problems.into_iter().map(without_section).collect()).or(())?)
}

/// `promotions[0].lane` is `lane`.
fn without_section(problem: Problem) -> Problem {
    let Problem { place, ru, en } = problem;
    let place = place.split_once("[0]").map_or("", |(_, rest)| rest).trim_start_matches('.').to_owned();
    Problem { place, ru, en }
}

/// The lanes of the settings, as they are and as they are being edited.
pub(crate) async fn lanes(tx: &Tx, live: &Live) -> Result<Vec<String>, Error> {
    let mut lanes: Vec<_> = live.ruleset().settings.lanes.iter().map(|lane| lane.id.clone()).collect();
    if let Some(copy) = tx.working_copy(RuleKind::Settings, SETTINGS_ID).await? {
        let settings: Settings =
            serde_json::from_str(&copy.body).map_err(|error| Error::internal("reading the settings", error))?;
        lanes.extend(settings.lanes.into_iter().map(|lane| lane.id));
    }
    Ok(lanes)
}

/// Segments that nobody knows yet are made, without a name, as not yet seen. True where there were any.
pub(crate) async fn make_segments<'a>(tx: &Tx, ids: impl IntoIterator<Item = &'a str>) -> Result<bool, Error> {
    let mut ids: Vec<&str> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    let known: HashSet<String> = tx.known_segments(&ids).await?.into_iter().collect();
    let unknown: Vec<_> = ids.into_iter().filter(|id| !known.contains(*id)).map(|id| (id, "")).collect();
    if unknown.is_empty() {
        return Ok(false);
    }
    tx.upsert_segments(&unknown).await?;
    Ok(true)
}
