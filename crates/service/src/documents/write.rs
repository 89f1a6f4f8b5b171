//! Writing what an import comes to, in its transaction.

use std::collections::{HashMap, HashSet};

use contract::document::{CodePool, Customer, Segment};
use engine::{Category, Moment, Product, Status, code};
use store::{Counter, Filter, Tx, WorkingCopy};

use super::{
    Imported,
    plan::Plan,
    rules::{Incoming, Rules},
};
use crate::{
    Actor, Error,
    audit::{self, Told},
    rules::{Draft, Publication},
};

/// As the audit log calls it.
const ACTION: &str = "import";
/// Customers that are compared at a time.
const PIECE: u64 = 1_000;
/// All of a list.
const ALL: Filter<'static> = Filter { search: "", statuses: &[], page: 1, per_page: 1_000_000_000 };

/// Writes it all; what was there already, just so, is left alone.
pub(super) async fn write(tx: &Tx, actor: &Actor, plan: &Plan<'_>, at: Moment) -> Result<Imported, Error> {
    let mut things = catalogue(tx, plan, at).await?;
    things += segments(tx, plan, at).await?;
    things += pools(tx, plan, at).await?;
    things += customers(tx, plan, at).await?;
    let revised = Writer { tx, actor, at, rules: &plan.rules }.write().await?;
    things += revised.things;
    let ruleset_revision = match revised.revisions {
        0 => tx.ruleset().await?.map_or(0, |ruleset| ruleset.revision),
        _ => publication(tx, actor, at).raise(&plan.rules.after).await?,
    };
    if things > 0 {
        let after = serde_json::json!({ "things": things, "ruleset_revision": ruleset_revision }).to_string();
        tx.audit(&audit::row(at, actor, ACTION, "document", "").after(after)).await?;
    }
    Ok(Imported { things, ruleset_revision })
}

const fn publication<'a>(tx: &'a Tx, actor: &'a Actor, at: Moment) -> Publication<'a> {
    Publication { tx, actor, action: ACTION, at }
}

/// Categories and products; how many were new, changed or deleted.
async fn catalogue(tx: &Tx, plan: &Plan<'_>, at: Moment) -> Result<usize, Error> {
    let mut things = 0;
    if let Some(categories) = &plan.document().categories {
        let stored: HashMap<_, _> =
            tx.all_categories().await?.into_iter().map(|category| (category.id.clone(), category)).collect();
        let is_new = |category: &&Category| stored.get(&category.id) != Some(*category);
        let changed: Vec<_> = categories.iter().filter(is_new).cloned().collect();
        tx.upsert_categories(&changed).await?;
        things += changed.len();
        if plan.replace.has::<Category>() {
            let ids: Vec<_> = categories.iter().map(|category| category.id.as_str()).collect();
            things += count(tx.delete_categories_not_in(&ids).await?);
        }
    }
    if let Some(products) = &plan.document().products {
        let stored: HashMap<_, _> =
            tx.all_products().await?.into_iter().map(|product| (product.offer_id.clone(), product)).collect();
        let is_new = |product: &&Product| stored.get(&product.offer_id) != Some(*product);
        let changed: Vec<_> = products.iter().filter(is_new).cloned().collect();
        tx.upsert_products(&changed, at).await?;
        things += changed.len();
        if plan.replace.has::<Product>() {
            let ids: Vec<_> = products.iter().map(|product| product.offer_id.as_str()).collect();
            things += count(tx.delete_products_not_in(&ids).await?);
        }
    }
    if things > 0 {
        tx.raise_counter(Counter::Catalogue).await?;
    }
    Ok(things)
}

/// Names, and our own lists: members are added, or are exactly the file's where the section is replaced.
async fn segments(tx: &Tx, plan: &Plan<'_>, at: Moment) -> Result<usize, Error> {
    let Some(segments) = &plan.document().segments else { return Ok(0) };
    let exactly = plan.replace.has::<Segment>();
    let stored: HashMap<_, _> = tx.all_segments().await?.into_iter().map(|segment| (segment.id.clone(), segment)).collect();
    let mut things = 0;
    for segment in segments {
        let before = stored.get(&segment.id);
        let is_named = before.is_some_and(|before| segment.name.is_empty() || before.name == segment.name);
        let mut members: Vec<String> = before.filter(|_| !exactly).map(|before| before.customers.clone()).unwrap_or_default();
        members.extend(segment.customers.iter().cloned());
        members.sort_unstable();
        members.dedup();
        let has_members = before.map_or(members.is_empty(), |before| before.customers == members);
        if !is_named {
            tx.upsert_segments(&[(&segment.id, &segment.name)]).await?;
        }
        if !has_members {
            tx.set_list_members(&segment.id, &members, at).await?;
        }
        things += usize::from(!is_named || !has_members);
    }
    if exactly {
        things += forget_other_segments(tx, segments, &stored, at).await?;
    }
    if things > 0 {
        tx.raise_counter(Counter::Segments).await?;
    }
    Ok(things)
}

/// Our own lists that are not in the file are emptied; what was never seen and is named nowhere goes.
async fn forget_other_segments(
    tx: &Tx,
    segments: &[Segment],
    stored: &HashMap<String, Segment>,
    at: Moment,
) -> Result<usize, Error> {
    let mut keep: HashSet<&str> = segments.iter().map(|segment| segment.id.as_str()).collect();
    let mut things = 0;
    for segment in stored.values().filter(|segment| !keep.contains(segment.id.as_str())) {
        if !segment.customers.is_empty() {
            tx.set_list_members(&segment.id, &[], at).await?;
            things += 1;
        }
    }
    let seen = tx.list_segments(&ALL).await?.0.into_iter().filter(|segment| segment.last_seen_at.is_some());
    let seen: Vec<_> = seen.map(|segment| segment.id).collect();
    let ids: Vec<_> = stored.keys().map(String::as_str).collect();
    let users = tx.users_of("segment", &ids).await?;
    keep.extend(seen.iter().map(String::as_str));
    keep.extend(users.iter().map(|user| user.target.as_str()));
    let keep: Vec<_> = keep.into_iter().collect();
    Ok(things + count(tx.delete_segments_not_in(&keep).await?))
}

/// Pools get the codes that they have not; where the section is replaced, they lose those that the file has not.
async fn pools(tx: &Tx, plan: &Plan<'_>, at: Moment) -> Result<usize, Error> {
    let Some(pools) = &plan.document().code_pools else { return Ok(0) };
    let mut things = 0;
    if plan.replace.has::<CodePool>() {
        let ids: Vec<_> = pools.iter().map(|pool| pool.id.as_str()).collect();
        things += count(tx.delete_pools_not_in(&ids).await?);
    }
    let known: HashSet<_> = tx.code_pool_ids().await?.into_iter().collect();
    if plan.replace.has::<CodePool>() {
        // First all of them: a code may move from one pool to another.
        for pool in pools.iter().filter(|pool| known.contains(&pool.id)) {
            things += count(tx.delete_codes_not_in(&pool.id, &pool.codes).await?.min(1));
        }
    }
    for pool in pools {
        let codes: Vec<_> = pool.codes.iter().map(String::as_str).collect();
        let has: HashSet<_> = tx.pools_of_codes(&codes).await?.into_iter().map(|(code, _)| code::key(&code)).collect();
        if !known.contains(&pool.id) || codes.iter().any(|text| !has.contains(&code::key(text))) {
            tx.upsert_pool(&pool.id, &pool.codes, at).await?;
            things += 1;
        }
    }
    Ok(things)
}

/// Customers; those that are there just so are left alone.
async fn customers(tx: &Tx, plan: &Plan<'_>, at: Moment) -> Result<usize, Error> {
    let Some(customers) = &plan.document().customers else { return Ok(0) };
    let mut changed: HashMap<_, _> = customers.iter().map(|customer| (customer.id.as_str(), customer)).collect();
    let mut after: Option<String> = None;
    loop {
        let piece = tx.customers_after(after.as_deref(), PIECE).await?;
        let Some(last) = piece.last() else { break };
        after = Some(last.id.clone());
        for stored in &piece {
            if changed.get(stored.id.as_str()).is_some_and(|customer| *customer == stored) {
                changed.remove(stored.id.as_str());
            }
        }
    }
    let mut things = changed.len();
    // Cards of those who go are free for those who come.
    if plan.replace.has::<Customer>() {
        let ids: Vec<_> = customers.iter().map(|customer| customer.id.as_str()).collect();
        things += count(tx.delete_customers_not_in(&ids).await?);
    }
    let changed: Vec<Customer> = changed.into_values().cloned().collect();
    tx.upsert_customers(&changed, at).await?;
    Ok(things)
}

fn count(rows: u64) -> usize {
    usize::try_from(rows).unwrap_or(usize::MAX)
}

/// Writes the rules.
struct Writer<'a> {
    tx: &'a Tx,
    actor: &'a Actor,
    at: Moment,
    rules: &'a Rules,
}

#[derive(Default)]
struct Revised {
    things: usize,
    revisions: usize,
}

impl Writer<'_> {
    async fn write(&self) -> Result<Revised, Error> {
        let mut revised = Revised::default();
        for incoming in &self.rules.incoming {
            self.take(incoming, &mut revised).await?;
        }
        for copy in &self.rules.away {
            self.put_away(copy.clone(), &mut revised).await?;
        }
        Ok(revised)
    }

    /// Saves a rule of the file, and publishes it in its status.
    async fn take(&self, incoming: &Incoming, revised: &mut Revised) -> Result<(), Error> {
        let Incoming { rule, status, place: _ } = incoming;
        let (kind, id) = (rule.kind(), rule.id());
        let key = (kind, id.to_owned());
        let before = self.rules.copies.get(&key);
        let is_saved = match before {
            Some(copy) => {
                let mut same = rule.clone();
                same.set_status(copy.status.unwrap_or_default());
                same.to_json()? == copy.body
            }
            None => false,
        };
        if !is_saved {
            Draft { tx: self.tx, actor: self.actor, action: ACTION }.store(rule.clone(), before.cloned()).await?;
        }
        let thing = self.rules.after.get(kind, id);
        let is_due = *status != Status::Draft || self.rules.paused.contains(&key);
        let is_published = is_saved && self.rules.before.get(kind, id) == thing;
        match thing {
            Some(thing) if is_due && !is_published => {
                self.revise(kind, id, &thing.rule, thing.status).await?;
                revised.revisions += 1;
                revised.things += 1;
            }
            _ => revised.things += usize::from(!is_saved),
        }
        Ok(())
    }

    /// Archives what the file does not have.
    async fn put_away(&self, copy: WorkingCopy, revised: &mut Revised) -> Result<(), Error> {
        revised.things += 1;
        match self.rules.before.get(copy.kind, &copy.id) {
            Some(thing) => {
                revised.revisions += 1;
                self.revise(copy.kind, &copy.id, &thing.rule, Status::Archived).await
            }
            None => publication(self.tx, self.actor, self.at).put_away(copy).await.map(drop),
        }
    }

    async fn revise(
        &self,
        kind: contract::RuleKind,
        id: &str,
        rule: &crate::rules::AnyRule,
        status: Status,
    ) -> Result<(), Error> {
        let copy = self.tx.working_copy(kind, id).await?.ok_or(contract::ErrorCode::Conflict)?;
        let before = self.rules.before.get(kind, id);
        publication(self.tx, self.actor, self.at).revise(copy, rule, status, before).await.map(drop)
    }
}
