//! Working copies as lists and pages show them.

use std::collections::HashMap;

use contract::{
    ErrorCode, Rule, RuleKind,
    inputs::ListInput,
    rule::SETTINGS_ID,
    views::{Page, Phase, RuleRow, RuleView},
};
use engine::{Moment, Status, text::Language};
use serde::de::DeserializeOwned;
use store::WorkingCopy;

use super::{AnyRule, KnownNames, sentence};
use crate::{Error, Live, Service, calendar, input, page};

/// What a list shows unless it is asked for more.
const NOT_ARCHIVED: &[Status] = &[Status::Draft, Status::Live, Status::Paused];

impl Service {
    pub(super) async fn list(&self, kind: RuleKind, input: &ListInput, language: Language) -> Result<Page<RuleRow>, Error> {
        let (store, live) = (&self.inner.store, self.live());
        let statuses = match (input.all, &input.status) {
            (true, _) => &[],
            (false, Some(status)) => std::slice::from_ref(status),
            (false, None) => NOT_ARCHIVED,
        };
        let (copies, total) = store.list_working_copies(kind, &page::filter(input, statuses)).await?;
        let nothing_yet = total == 0 && store.list_working_copies(kind, &page::ANY).await?.1 == 0;
        let rules = copies.iter().map(|copy| AnyRule::read(kind, &copy.body)).collect::<Result<Vec<_>, _>>()?;
        let names = KnownNames::of(store, &live, &rules).await?;
        let words = names.words(&live, language);
        let mut used_in = self.used_in(kind, &rules).await?;
        let now = calendar::now();
        let rows = copies.into_iter().zip(&rules).map(|(copy, rule)| RuleRow {
            sentence: sentence(rule, &words),
            phase: phase(&copy, &live, now),
            period: calendar::period(&live.time_zone, language, rule.period()),
            codes: rule.codes().into_iter().map(str::to_owned).collect(),
            used_in: used_in.remove(rule.id()).unwrap_or_default(),
            unpublished: copy.published_version.is_some_and(|published| published != copy.version),
            changed_at: calendar::moment(&live.time_zone, language, copy.changed_at),
            changed_by: copy.changed_by,
            id: copy.id,
            name: copy.name,
        });
        Ok(page::of(rows.collect(), total, input, nothing_yet))
    }

    /// The names of what uses these rules, by their ids: promotions use gift options, groups use promotions, and the
    /// promotions behind its code are what a personal offer is good for. What is archived uses nothing.
    async fn used_in(&self, kind: RuleKind, rules: &[AnyRule]) -> Result<HashMap<String, Vec<String>>, Error> {
        let store = &self.inner.store;
        let ids: Vec<_> = rules.iter().map(AnyRule::id).collect();
        let users = match kind {
            RuleKind::Settings | RuleKind::PromoGroup => Vec::new(),
            _ if rules.is_empty() => Vec::new(),
            RuleKind::GiftOptions => store.users_of("gift_options", &ids).await?,
            RuleKind::Promotion => store.users_of("promotion", &ids).await?,
            RuleKind::PersonalOffer => {
                let codes: Vec<_> = rules.iter().flat_map(AnyRule::codes).collect();
                store.users_of_codes(&codes).await?
            }
        };
        let users = users.into_iter().filter(|user| user.kind != kind && user.status != Some(Status::Archived));
        let mut used_in = HashMap::<String, Vec<String>>::new();
        for user in users {
            let is_used = |rule: &&AnyRule| match kind {
                RuleKind::PersonalOffer => {
                    rule.codes().iter().any(|code| engine::code::key(code) == engine::code::key(&user.target))
                }
                _ => rule.id() == user.target,
            };
            for rule in rules.iter().filter(is_used) {
                let names = used_in.entry(rule.id().to_owned()).or_default();
                if !names.contains(&user.name) {
                    names.push(user.name.clone());
                }
            }
        }
        Ok(used_in)
    }

    pub(super) async fn view<T: Rule>(&self, id: &str, language: Language) -> Result<RuleView<T>, Error> {
        let (store, live) = (&self.inner.store, self.live());
        let copy = store.working_copy(T::KIND, input::id(id)?).await?;
        let rule = match &copy {
            Some(copy) => AnyRule::read(T::KIND, &copy.body)?,
            None if T::KIND == RuleKind::Settings && id == SETTINGS_ID => AnyRule::Settings(live.ruleset().settings.clone()),
            None => return Err(ErrorCode::NotFound.into()),
        };
        let names = KnownNames::of(store, &live, [&rule]).await?;
        let sentence = sentence(&rule, &names.words(&live, language));
        let item = item::<T>(&rule.to_json()?)?;
        let names = names.into_views();
        Ok(match copy {
            Some(copy) => RuleView {
                item,
                version: copy.version,
                phase: phase(&copy, &live, calendar::now()),
                sentence,
                published_version: copy.published_version,
                changed_at: calendar::moment(&live.time_zone, language, copy.changed_at),
                changed_by: copy.changed_by,
                names,
            },
            None => RuleView {
                item,
                version: 0,
                phase: Phase::Unpublished,
                sentence,
                published_version: None,
                changed_at: String::new(),
                changed_by: String::new(),
                names,
            },
        })
    }
}

fn item<T: DeserializeOwned>(json: &str) -> Result<T, Error> {
    serde_json::from_str(json).map_err(|error| Error::internal("reading a rule of the database", error))
}

/// What customers see of it now: what is live has the dates that were published, whatever is being edited.
fn phase(copy: &WorkingCopy, live: &Live, now: Moment) -> Phase {
    let status = copy.status.unwrap_or_default();
    if copy.kind.has_status() {
        let period = published_period(copy, live).unwrap_or((copy.starts_at, copy.ends_at));
        return Phase::of(status, period, now);
    }
    match (status, copy.published_version) {
        (Status::Archived, _) => Phase::Archived,
        (_, Some(_)) => Phase::Published,
        (_, None) => Phase::Unpublished,
    }
}

fn published_period(copy: &WorkingCopy, live: &Live) -> Option<(Option<Moment>, Option<Moment>)> {
    fn find<T: Rule>(rules: &[T], id: &str) -> Option<(Option<Moment>, Option<Moment>)> {
        let index = rules.binary_search_by(|rule| rule.id().cmp(id)).ok()?;
        rules.get(index).map(Rule::period)
    }
    let ruleset = live.ruleset();
    match copy.kind {
        RuleKind::Promotion => find(&ruleset.promotions, &copy.id),
        RuleKind::PersonalOffer => find(&ruleset.personal_offers, &copy.id),
        RuleKind::Settings | RuleKind::GiftOptions | RuleKind::PromoGroup => None,
    }
}
