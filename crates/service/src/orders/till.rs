//! Codes that are redeemed at the till, where no basket is calculated.

use engine::{Moment, PersonalOffer, Promotion, Status, code, facts::Used};
use serde::{Deserialize, Serialize};
use store::{Redemption, StoreError, Tx};

use super::{Service, cancel::give_back};
use crate::{Error, calendar, input};

const DOOR: &str = "till";
const PROMOTION: &str = "promotion";
const PERSONAL_OFFER: &str = "personal_offer";

/// What a till redeemed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TillAnswer {
    pub uuid: String,
    /// As it is compared.
    pub code: String,
    pub customer: Option<String>,
    /// The ids of what the code stands for.
    pub promotions: Vec<String>,
    pub personal_offers: Vec<String>,
    pub at: Moment,
    /// It was given back.
    pub canceled: bool,
}

/// Why a till gets nothing for a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TillRefusal {
    /// It stands for nothing that is live.
    NotFound,
    /// It, or its limit, is used up: by all, or by this customer.
    AlreadyRedeemed,
    /// Its time has not come or is over, or it is somebody else's.
    NotRedeemable,
    /// The number was used for another code or customer.
    OtherContents,
}

/// What stands behind a code.
struct Behind<'a> {
    promotions: Vec<&'a Promotion>,
    offers: Vec<&'a PersonalOffer>,
    of_pool: bool,
}

impl Service {
    /// Redeems a code for a customer, without a basket: once per `uuid`, under the same guards as orders.
    ///
    /// # Errors
    /// Where the database is away. What a till does wrong is a [`TillRefusal`].
    pub async fn redeem_at_till(
        &self,
        typed: &str,
        uuid: &str,
        customer: Option<&str>,
    ) -> Result<Result<TillAnswer, TillRefusal>, Error> {
        for (place, id) in [("uuid", Some(uuid)), ("customer", customer)] {
            if id.is_some_and(|id| !input::is_outside_id(id)) {
                return Err(input::problem(place, "от 1 до 128 символов", "must have 1 to 128 characters"));
            }
        }
        let key = code::key(typed);
        if let Some(known) = self.at_till(uuid).await? {
            let same = known.code == key && known.customer.as_deref() == customer;
            return Ok(if same { Ok(known) } else { Err(TillRefusal::OtherContents) });
        }
        let live = self.live();
        let now = calendar::now();
        let row = self.inner.store.pool_code(typed).await?.filter(|row| row.active);
        let pool = row.as_ref().map(|row| row.pool.as_str());
        let ruleset = live.ruleset();
        let is_own = |own: &str| code::key(own) == key;
        let behind = Behind {
            promotions: ruleset
                .promotions
                .iter()
                .filter(|promotion| {
                    let of_pool = pool.is_some() && promotion.code_pool.as_deref() == pool;
                    // What is paused or archived stands in the ruleset, too.
                    promotion.status == Status::Live && (of_pool || promotion.codes.iter().any(|own| is_own(own)))
                })
                .collect(),
            offers: ruleset
                .personal_offers
                .iter()
                .filter(|offer| {
                    let of_pool = pool.is_some() && offer.code_pool.as_deref() == pool;
                    offer.status == Status::Live && (of_pool || offer.promocode.as_deref().is_some_and(is_own))
                })
                .collect(),
            of_pool: pool.is_some(),
        };
        if behind.promotions.is_empty() && behind.offers.is_empty() {
            return Ok(Err(TillRefusal::NotFound));
        }
        if row.as_ref().and_then(|row| row.owner.as_deref()).is_some_and(|owner| Some(owner) != customer) {
            return Ok(Err(TillRefusal::NotRedeemable));
        }
        let promotions: Vec<&Promotion> = behind.promotions.iter().copied().filter(|promotion| promotion.is_on(now)).collect();
        let offers: Vec<&PersonalOffer> =
            behind.offers.iter().copied().filter(|offer| offer.is_on(now) && offer.offline).collect();
        if promotions.is_empty() && offers.is_empty() {
            return Ok(Err(TillRefusal::NotRedeemable));
        }
        let behind = Behind { promotions, offers, of_pool: behind.of_pool };
        let tx = self.inner.store.begin().await?;
        match take(&tx, &behind, &key, uuid, customer, now).await {
            Ok(true) => {
                tx.commit().await?;
                self.inner.customers.forget_all_of(customer);
                self.inner.refresh_soon().await;
                let known = self.at_till(uuid).await?.ok_or(StoreError::Conflict)?;
                Ok(Ok(known))
            }
            Ok(false) => Ok(Err(TillRefusal::AlreadyRedeemed)),
            // The same call came twice at once: the other one has done it.
            Err(StoreError::Duplicate) => {
                drop(tx);
                let known = self.at_till(uuid).await?.ok_or(StoreError::Conflict)?;
                let same = known.code == key && known.customer.as_deref() == customer;
                Ok(if same { Ok(known) } else { Err(TillRefusal::OtherContents) })
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Gives back what a till redeemed, once; none where it redeemed nothing under this number.
    ///
    /// # Errors
    /// Where the database is away.
    pub async fn cancel_at_till(&self, uuid: &str) -> Result<Option<TillAnswer>, Error> {
        let Some(known) = self.at_till(uuid).await? else { return Ok(None) };
        if !known.canceled {
            let tx = self.inner.store.begin().await?;
            give_back(&tx, DOOR, uuid, calendar::now()).await?;
            tx.commit().await?;
            self.inner.customers.forget_all_of(known.customer.as_deref());
            self.inner.refresh_soon().await;
        }
        self.at_till(uuid).await
    }

    async fn at_till(&self, uuid: &str) -> Result<Option<TillAnswer>, Error> {
        let redeemed = self.inner.store.redemptions_of(DOOR, uuid).await?;
        let Some(first) = redeemed.first() else { return Ok(None) };
        let ids = |kind: &str| redeemed.iter().filter(|row| row.kind == kind).map(|row| row.thing.clone()).collect();
        Ok(Some(TillAnswer {
            uuid: uuid.to_owned(),
            code: first.code_key.clone().unwrap_or_default(),
            customer: first.customer.clone(),
            promotions: ids(PROMOTION),
            personal_offers: ids(PERSONAL_OFFER),
            at: first.at,
            canceled: first.canceled_at.is_some(),
        }))
    }
}

/// Takes one use of everything behind the code; false where nothing of it can be used any more.
async fn take(
    tx: &Tx,
    behind: &Behind<'_>,
    key: &str,
    uuid: &str,
    customer: Option<&str>,
    at: Moment,
) -> Result<bool, StoreError> {
    let holder = format!("till/{uuid}");
    let row = |kind: &str, thing: &str| Redemption {
        door: DOOR.to_owned(),
        uuid: uuid.to_owned(),
        holder: holder.clone(),
        kind: kind.to_owned(),
        thing: thing.to_owned(),
        customer: customer.map(str::to_owned),
        code_key: Some(key.to_owned()),
        budget: engine::Money::ZERO,
        gift_units: engine::Quantity::ZERO,
        at,
        canceled_at: None,
    };
    // Rows are taken in the order in which orders take them.
    let mut promotions = behind.promotions.clone();
    promotions.sort_by(|left, right| left.id.cmp(&right.id));
    let mut rows = Vec::new();
    for promotion in &promotions {
        let limits = &promotion.limits;
        // A limit per customer is for customers who are known (R16).
        if limits.uses_per_customer.is_some() && customer.is_none() {
            return Ok(false);
        }
        tx.hold_use(&holder, &promotion.id).await?;
        if let Some(customer) = customer
            && !tx.use_up_for(customer, &promotion.id, limits.uses_per_customer).await?
        {
            return Ok(false);
        }
        rows.push(row(PROMOTION, &promotion.id));
    }
    for offer in &behind.offers {
        rows.push(row(PERSONAL_OFFER, &offer.id));
    }
    if behind.of_pool && !tx.redeem_pool_code(key, &holder, customer, at).await? {
        return Ok(false);
    }
    tx.insert_redemptions(&rows).await?;
    for promotion in promotions {
        let amount = Used { uses: 1, ..Used::default() };
        if !tx.use_up(&promotion.id, amount, &promotion.limits, calendar::now_ms()).await? {
            return Ok(false);
        }
    }
    Ok(true)
}
