//! One attempt to record an order: all of it, or nothing.

use engine::{
    Moment, Money, PoolCode, RULES_VERSION, code,
    facts::Used,
    pricing::used_up,
    quote::{CodeStatus, Points},
    rules::Promotion,
    text::Language,
    trace::Outcome,
};
use store::{OrderStatus, Redemption, Store, StoreError, StoredOrder, Tx};

use super::{NewOrder, OrderState, RecordedLine, RecordedOrder, inputs::Inputs, message, record};
use crate::{Error, calendar};

/// What refuses where the customer has fewer points than were priced with; no promotion has such an id.
pub(super) const POINTS: &str = "points/";
/// The same of a code of a pool.
pub(super) const CODE: &str = "code/";

/// Why an attempt came to nothing.
pub(super) enum Lost {
    /// The order was recorded by somebody else meanwhile.
    Known,
    /// A limit has no room any more: of the promotion of this id, of points, of a code.
    Refused(String),
    Store(StoreError),
}

impl From<StoreError> for Lost {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// What is to be taken.
pub(super) struct Take {
    order: StoredOrder,
    holder: String,
    recorded: RecordedOrder,
    /// In the order of the ids.
    used: Vec<(String, Used)>,
    /// The code of a pool that was applied, as it is compared.
    pool_code: Option<String>,
    /// The code that was applied, as it is compared.
    code_key: Option<String>,
}

impl Take {
    pub fn new(order: &NewOrder, inputs: &Inputs, contents_hash: &str, received_at: Moment) -> Result<Self, Error> {
        let Inputs { quote, trace, .. } = inputs;
        let Points { can_spend, will_earn } = quote.bonuses.unwrap_or_default();
        let customer = inputs.customer(order).map(str::to_owned);
        let allowed = if inputs.points_refused || customer.is_none() { 0 } else { can_spend };
        let points_spent = order.points.clamp(0, allowed);
        let used = used_up(&inputs.catalogue, quote, trace);
        let applied = quote.code.as_ref().and_then(|code| code.applied.as_deref()).map(code::key);
        let of_pool = match &inputs.pool_code {
            PoolCode::Found { code, .. } => Some(code::key(code)).filter(|key| Some(key) == applied.as_ref()),
            PoolCode::NotFound | PoolCode::Unknown => None,
        };
        let message = tell(order, inputs, points_spent);
        let lines = quote.lines.iter().filter(|line| !line.set_aside).map(|line| RecordedLine {
            offer_id: line.offer_id.clone(),
            price: line.price,
            quantity: line.quantity,
            discount: line.discount,
            subtotal: line.subtotal,
        });
        let recorded = RecordedOrder { total: quote.total, code: quote.code.clone(), lines: lines.collect(), message };
        let json = |error| Error::internal("writing an order", error);
        let stored = StoredOrder {
            uuid: order.uuid.clone(),
            group: order.group.clone(),
            customer,
            status: if order.state == OrderState::Done { OrderStatus::Done } else { OrderStatus::Placed },
            contents_hash: contents_hash.to_owned(),
            ruleset_hash: inputs.priced_by.hash.clone(),
            rules_version: RULES_VERSION,
            priced_at: inputs.now.at,
            received_at,
            canceled_at: None,
            total: quote.total,
            discount: quote.discount,
            points_spent,
            points_earned: will_earn,
            customer_imports: None,
            answer: serde_json::to_string(&recorded).map_err(json)?,
            record: serde_json::to_string(&record::of(order, inputs)).map_err(json)?,
        };
        Ok(Self { order: stored, holder: order.holder(), recorded, used, pool_code: of_pool, code_key: applied })
    }

    /// Takes all of it, or nothing.
    pub async fn run(&self, store: &Store, inputs: &Inputs) -> Result<RecordedOrder, Lost> {
        let tx = store.begin().await?;
        self.count(&tx, inputs).await?;
        tx.commit().await?;
        Ok(self.recorded.clone())
    }

    async fn count(&self, tx: &Tx, inputs: &Inputs) -> Result<(), Lost> {
        let (mut order, at) = (self.order.clone(), self.order.received_at);
        // Everybody takes rows in this order: the customer, the order's number, its uses by the promotions' ids, the code, the
        // promotions' totals by their ids. So no two wait for each other.
        if let Some(customer) = &self.order.customer {
            let imports = tx.count_order(customer, order.points_spent, at).await?;
            let imports = imports.ok_or_else(|| Lost::Refused(POINTS.to_owned()))?;
            if order.status == OrderStatus::Done {
                tx.adjust_customer(customer, imports, order.points_earned, 0, at).await?;
            }
            order.customer_imports = Some(imports);
        }
        // Whoever sends the same order at the same time waits here.
        tx.insert_order(&order).await.map_err(|error| match error {
            StoreError::Duplicate => Lost::Known,
            error => error.into(),
        })?;
        let mut uses = Vec::with_capacity(self.used.len());
        for (promotion, used) in &self.used {
            let first = tx.hold_use(&self.holder, promotion).await?;
            if first {
                self.count_for_customer(tx, inputs, promotion).await?;
            }
            uses.push(Used { uses: i64::from(first), ..*used });
        }
        if let Some(key) = &self.pool_code
            && !tx.redeem_pool_code(key, &self.holder, order.customer.as_deref(), at).await?
        {
            return Err(Lost::Refused(CODE.to_owned()));
        }
        let redemptions: Vec<_> =
            self.used.iter().map(|(promotion, used)| self.redemption(inputs, promotion, *used, at)).collect();
        tx.insert_redemptions(&redemptions).await?;
        // The totals come last: everybody wants them, and nobody waits for more than the end of this transaction.
        for ((promotion, _), amount) in self.used.iter().zip(uses) {
            let limits = self.promotion(inputs, promotion).map(|promotion| promotion.limits.clone()).unwrap_or_default();
            if !tx.use_up(promotion, amount, &limits, calendar::now_ms()).await? {
                return Err(Lost::Refused(promotion.clone()));
            }
        }
        Ok(())
    }

    async fn count_for_customer(&self, tx: &Tx, inputs: &Inputs, promotion: &str) -> Result<(), Lost> {
        let Some(customer) = self.order.customer.as_deref() else { return Ok(()) };
        let most = self.promotion(inputs, promotion).and_then(|promotion| promotion.limits.uses_per_customer);
        match tx.use_up_for(customer, promotion, most).await? {
            true => Ok(()),
            false => Err(Lost::Refused(promotion.to_owned())),
        }
    }

    fn promotion<'a>(&self, inputs: &'a Inputs, id: &str) -> Option<&'a Promotion> {
        inputs.priced_by.engine().promotion(id)
    }

    fn redemption(&self, inputs: &Inputs, promotion: &str, used: Used, at: Moment) -> Redemption {
        let coded = self.promotion(inputs, promotion).is_some_and(|promotion| {
            let own = promotion.codes.iter().any(|own| Some(code::key(own)) == self.code_key);
            let of_pool = matches!((&inputs.pool_code, &promotion.code_pool, &self.pool_code),
                (PoolCode::Found { pool, .. }, Some(own), Some(_)) if pool == own);
            own || of_pool
        });
        Redemption {
            door: "order".to_owned(),
            uuid: self.order.uuid.clone(),
            holder: self.holder.clone(),
            kind: "promotion".to_owned(),
            thing: promotion.to_owned(),
            customer: self.order.customer.clone(),
            code_key: self.code_key.clone().filter(|_| coded),
            budget: used.budget,
            gift_units: used.gift_units,
            at,
            canceled_at: None,
        }
    }

    /// What has been used up now, for memory.
    pub fn totals(&self, inputs: &Inputs) -> Vec<(String, Used)> {
        let of = |(promotion, used): &(String, Used)| {
            let before = inputs.counted.get(promotion).copied().unwrap_or_default();
            let now = Used {
                uses: before.uses + used.uses,
                budget: Money(before.budget.0 + used.budget.0),
                gift_units: engine::Quantity(before.gift_units.0 + used.gift_units.0),
            };
            (promotion.clone(), now)
        };
        self.used.iter().map(of).collect()
    }
}

/// What a reader should know of an order that is recorded.
fn tell(order: &NewOrder, inputs: &Inputs, points_spent: i64) -> String {
    let language: Language = inputs.language;
    let mut told = String::new();
    let typed = order.basket.code.as_deref().map(str::trim).filter(|code| !code.is_empty());
    let code_is_used = inputs.quote.code.as_ref().is_some_and(|code| code.status == CodeStatus::AlreadyRedeemed);
    if let Some(typed) = typed.filter(|_| code_is_used) {
        told = message::join(&told, &message::code_used(language, typed));
    }
    // Of what the sender believes to have got: the lines name it.
    let claimed = |id: &str| {
        let on_a_line = order.basket.lines.iter().any(|line| line.applied.iter().any(|applied| applied == id));
        on_a_line || order.basket.chosen.iter().any(|chosen| chosen.promotion == id)
    };
    let used_up: Vec<&str> = inputs
        .trace
        .promotions
        .iter()
        .filter(|explained| {
            let own_code = |promotion: &Promotion| !promotion.codes.is_empty() || promotion.code_pool.is_some();
            let coded = inputs.priced_by.engine().promotion(&explained.id).is_some_and(own_code);
            matches!(explained.outcome, Outcome::UsedUp { .. }) && !coded && claimed(&explained.id)
        })
        .filter_map(|explained| inputs.priced_by.engine().promotion(&explained.id))
        .map(|promotion| promotion.name.as_str())
        .collect();
    if !used_up.is_empty() {
        told = message::join(&told, &message::used_up(language, &used_up));
    }
    if order.points > points_spent {
        told = message::join(&told, &message::fewer_points(language, order.points, points_spent));
    }
    told
}
