//! What is published, held in memory.

use std::sync::Arc;

use engine::{Catalogue, Engine, Moment, Now, Ruleset};
use jiff::tz::TimeZone;
use store::{Counters, Store, StoredRuleset};

use crate::{Error, calendar};

/// One consistent state: the compiled ruleset and the catalogue.
#[derive(Debug)]
pub struct Live {
    pub engine: Engine,
    pub catalogue: Arc<Catalogue>,
    pub ruleset_revision: i64,
    pub ruleset_hash: String,
    pub published_at: Moment,
    /// Some promotion has limits.
    pub has_limits: bool,
    pub catalogue_revision: i64,
    /// The shop's, of the ruleset's settings.
    pub time_zone: TimeZone,
}

impl Live {
    /// Everything, as the database has it.
    pub(crate) async fn load(store: &Store, counters: &Counters) -> Result<Self, Error> {
        let published = Published::load(store).await?;
        let catalogue = load_catalogue(store).await?;
        Ok(Self::of(published, catalogue, counters.catalogue))
    }

    /// The state after `counters`, of which only what changed is loaded; none where nothing did.
    pub(crate) async fn reload(&self, store: &Store, counters: &Counters) -> Result<Option<Self>, Error> {
        let (ruleset, catalogue) = (counters.ruleset != self.ruleset_revision, counters.catalogue != self.catalogue_revision);
        if !ruleset && !catalogue {
            return Ok(None);
        }
        let published = if ruleset { Published::load(store).await? } else { Published::of(self) };
        let goods = if catalogue { load_catalogue(store).await? } else { Arc::clone(&self.catalogue) };
        Ok(Some(Self::of(published, goods, counters.catalogue)))
    }

    fn of(published: Published, catalogue: Arc<Catalogue>, catalogue_revision: i64) -> Self {
        let Published { ruleset, revision, hash, at } = published;
        // Settings cannot be published with a zone that there is not; whoever edits the database by hand gets UTC.
        let time_zone = calendar::time_zone(&ruleset.settings.time_zone).unwrap_or(TimeZone::UTC);
        let has_limits = ruleset.promotions.iter().any(|promotion| !promotion.limits.is_none());
        let engine = Engine::new(ruleset);
        Self {
            engine,
            catalogue,
            ruleset_revision: revision,
            ruleset_hash: hash,
            published_at: at,
            has_limits,
            catalogue_revision,
            time_zone,
        }
    }

    pub fn ruleset(&self) -> &Ruleset {
        self.engine.ruleset()
    }

    /// A time with the shop's weekday and minute.
    pub fn at(&self, moment: Moment) -> Now {
        calendar::engine_now(&self.time_zone, moment)
    }
}

/// The ruleset in force.
struct Published {
    ruleset: Arc<Ruleset>,
    revision: i64,
    hash: String,
    at: Moment,
}

impl Published {
    async fn load(store: &Store) -> Result<Self, Error> {
        let Some(StoredRuleset { revision, hash, body, at, by: _ }) = store.ruleset().await? else {
            return Ok(Self { ruleset: Arc::default(), revision: 0, hash: String::new(), at: Moment(i64::MIN) });
        };
        let ruleset = serde_json::from_str(&body).map_err(|error| Error::internal("reading the published ruleset", error))?;
        Ok(Self { ruleset: Arc::new(ruleset), revision, hash, at })
    }

    fn of(live: &Live) -> Self {
        let ruleset = Arc::clone(live.engine.ruleset());
        Self { ruleset, revision: live.ruleset_revision, hash: live.ruleset_hash.clone(), at: live.published_at }
    }
}

async fn load_catalogue(store: &Store) -> Result<Arc<Catalogue>, Error> {
    let (products, categories) = (store.all_products().await?, store.all_categories().await?);
    Ok(Arc::new(Catalogue::new(products, categories)))
}
