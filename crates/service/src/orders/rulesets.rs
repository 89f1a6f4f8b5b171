//! The rulesets of the last minutes: an order is priced by what was in force when it was placed.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use engine::{Engine, Moment};
use store::StoredRuleset;

use super::CreatedOn;
use crate::{Error, Live, Service, calendar};

/// Rulesets that were in force before are kept compiled, so many of them.
const KEPT: usize = 4;

/// Compiled rulesets that were in force before, the last used first.
#[derive(Debug, Default)]
pub(crate) struct Earlier(Mutex<VecDeque<Arc<PricedBy>>>);

/// What an order is priced by.
#[derive(Debug)]
pub(super) struct PricedBy {
    pub revision: i64,
    pub hash: String,
    pub engine: EngineOf,
}

/// The live one is not copied.
#[derive(Debug)]
pub(super) enum EngineOf {
    Live(Arc<Live>),
    Earlier(Box<Engine>),
}

impl PricedBy {
    pub fn engine(&self) -> &Engine {
        match &self.engine {
            EngineOf::Live(live) => &live.engine,
            EngineOf::Earlier(engine) => engine,
        }
    }
}

impl Service {
    /// The clock of an order: when it was placed, as far as that is not longer ago than the grace, and not to come.
    pub(super) fn priced_at(&self, live: &Live, created_on: Option<&CreatedOn>, received_at: Moment) -> Moment {
        let created_on = created_on.and_then(|created_on| match created_on {
            CreatedOn::At(moment) => Some(*moment),
            CreatedOn::Text(text) => calendar::parse(&live.time_zone, text),
        });
        let grace = i64::try_from(self.inner.order_grace.as_secs()).unwrap_or(i64::MAX);
        let earliest = Moment(received_at.0.saturating_sub(grace));
        created_on.unwrap_or(received_at).clamp(earliest, received_at)
    }

    /// What was in force at a time.
    pub(super) async fn ruleset_at(&self, live: &Arc<Live>, at: Moment) -> Result<Arc<PricedBy>, Error> {
        let of_live = || {
            let (revision, hash) = (live.ruleset_revision, live.ruleset_hash.clone());
            Ok(Arc::new(PricedBy { revision, hash, engine: EngineOf::Live(Arc::clone(live)) }))
        };
        if at >= live.published_at {
            return of_live();
        }
        let Some(stored) = self.inner.store.ruleset_at(at).await? else {
            // Nothing was published yet: whoever ordered then saw no promotions at all.
            let engine = EngineOf::Earlier(Box::new(Engine::new(Arc::default())));
            return Ok(Arc::new(PricedBy { revision: 0, hash: String::new(), engine }));
        };
        if stored.revision == live.ruleset_revision {
            return of_live();
        }
        if let Some(known) = self.inner.earlier.get(stored.revision) {
            return Ok(known);
        }
        let StoredRuleset { revision, hash, body, at: _, by: _ } = stored;
        let ruleset = serde_json::from_str(&body).map_err(|error| Error::internal("reading an earlier ruleset", error))?;
        let engine = EngineOf::Earlier(Box::new(Engine::new(Arc::new(ruleset))));
        let priced_by = Arc::new(PricedBy { revision, hash, engine });
        self.inner.earlier.add(Arc::clone(&priced_by));
        Ok(priced_by)
    }
}

impl Earlier {
    fn get(&self, revision: i64) -> Option<Arc<PricedBy>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.iter().find(|known| known.revision == revision).cloned()
    }

    fn add(&self, priced_by: Arc<PricedBy>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.push_front(priced_by);
        known.truncate(KEPT);
    }
}
