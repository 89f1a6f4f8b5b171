//! What the retailer's system says of customers: card, tier, balance, orders. Data, effective at once.

use contract::{
    ErrorCode,
    document::Customer,
    inputs::{CustomerChange, ListInput},
    views::{CustomerCode, CustomerView, KnownCustomer, Page},
};
use engine::{Place, Problems, code, facts, text::Language};
use store::{CustomerFields, Filter, StoreError, Tx};

use crate::{
    Error, Permit, Publish, Service,
    audit::{self, Told},
    calendar,
    customers_import::{check_whole, text_of},
    input,
    orders::row,
    page,
};

/// Orders that a customer's page shows.
const ORDERS: u64 = 50;

impl Service {
    /// A page of customers, searched by any part of the id or the card.
    pub async fn list_customers(&self, _: &Permit<Publish>, input: &ListInput) -> Result<Page<Customer>, Error> {
        let store = &self.inner.store;
        let (customers, total) = store.list_customers(&page::filter(input, &[])).await?;
        let nothing_yet = total == 0 && store.list_customers(&page::ANY).await?.1 == 0;
        Ok(page::of(customers, total, input, nothing_yet))
    }

    /// What is known of a customer.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] where neither the customers nor the segments know them.
    pub async fn customer(&self, _: &Permit<Publish>, id: &str) -> Result<KnownCustomer, Error> {
        self.known_customer(input::id(id)?).await
    }

    /// What is known of a customer, with their codes and orders. Whom only an order or a code knows has a page, too.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] where nothing is known of them.
    pub async fn customer_view(&self, _: &Permit<Publish>, id: &str, language: Language) -> Result<CustomerView, Error> {
        let (store, live, id) = (&self.inner.store, self.live(), input::id(id)?);
        let found = store.facts(Some(id), None).await?;
        let newest = Filter { per_page: ORDERS, ..Filter::default() };
        let (orders, orders_in_all) = store.list_orders(Some(id), &newest).await?;
        let codes = self.codes_of(id, language).await?;
        if found.is_none() && orders.is_empty() && codes.is_empty() {
            return Err(ErrorCode::NotFound.into());
        }
        let found = found.unwrap_or_else(|| facts::Customer { id: id.to_owned(), ..facts::Customer::default() });
        let name = |id: String| live.engine.promotion(&id).map_or(id, |promotion| promotion.name.clone());
        let mut uses: Vec<_> = found.uses.iter().map(|(promotion, uses)| (name(promotion.clone()), *uses)).collect();
        uses.sort_unstable();
        let orders = orders.iter().map(|order| row(&live.time_zone, language, order)).collect();
        Ok(CustomerView { customer: known(found), uses, codes, orders, orders_in_all })
    }

    /// Codes of pools that they were given, then those that they redeemed.
    async fn codes_of(&self, id: &str, language: Language) -> Result<Vec<CustomerCode>, Error> {
        let (store, live) = (&self.inner.store, self.live());
        let mut redeemed = store.redeemed_codes_of(id).await?;
        redeemed.sort_unstable();
        let given = store.codes_given_to(id).await?.into_iter().map(|row| {
            let key = code::key(&row.code);
            let by_them = redeemed.iter().position(|redeemed| *redeemed == key).map(|at| redeemed.remove(at)).is_some();
            let given = row.given_at.map(|at| calendar::moment(&live.time_zone, language, at)).unwrap_or_default();
            CustomerCode { code: row.code, pool: row.pool, given, redeemed: by_them || row.redeemed_by.is_some() }
        });
        let mut codes: Vec<CustomerCode> = given.collect();
        let others =
            redeemed.into_iter().map(|code| CustomerCode { code, pool: String::new(), given: String::new(), redeemed: true });
        codes.extend(others);
        Ok(codes)
    }

    /// Changes what is known of a customer; whom nobody knew is known now. What is absent stays, `null` is none: no card, no
    /// tier, no points, no orders.
    ///
    /// # Errors
    /// Problems with their places: also a card that somebody else has.
    pub async fn save_customer(
        &self,
        permit: &Permit<Publish>,
        id: &str,
        change: &CustomerChange,
    ) -> Result<KnownCustomer, Error> {
        if !input::is_outside_id(id) {
            return Err(input::problem("id", "от 1 до 128 символов", "must have 1 to 128 characters"));
        }
        let (customer, fields) = read(id, change)?;
        let name = self.hashed_name(id).await?;
        let (at, tx) = (calendar::now(), self.inner.store.begin().await?);
        check_card(&tx, &customer).await?;
        tx.write_customers(&[customer], fields, at).await.map_err(|error| match error {
            StoreError::Duplicate => card_of_another(),
            other => other.into(),
        })?;
        // Neither who it is nor what is known of them is for the log: that they were changed, and in what.
        let CustomerFields { loyalty_card, tier, balance, orders } = fields;
        let after = serde_json::json!({ "loyalty_card": loyalty_card, "tier": tier, "balance": balance, "orders": orders });
        tx.audit(&audit::row(at, permit.actor(), "save", "customer", &name).after(after.to_string())).await?;
        tx.commit().await?;
        // A card may have been theirs or somebody's before: whatever is remembered may be old.
        self.inner.customers.expire();
        self.known_customer(id).await
    }

    async fn known_customer(&self, id: &str) -> Result<KnownCustomer, Error> {
        Ok(known(self.inner.store.facts(Some(id), None).await?.ok_or(ErrorCode::NotFound)?))
    }
}

fn known(customer: facts::Customer) -> KnownCustomer {
    let facts::Customer { id, loyalty_card, tier, balance, orders, segments, uses: _ } = customer;
    KnownCustomer { id, loyalty_card, tier, balance, orders, segments }
}

fn read(id: &str, change: &CustomerChange) -> Result<(Customer, CustomerFields), Problems> {
    let CustomerChange { loyalty_card, tier, balance, orders } = change;
    let mut problems = Problems::default();
    let fields = CustomerFields {
        loyalty_card: loyalty_card.is_some(),
        tier: tier.is_some(),
        balance: balance.is_some(),
        orders: orders.is_some(),
    };
    let mut text = |key: &str, value: &Option<Option<String>>| {
        let value = value.as_ref().and_then(Option::as_ref)?;
        text_of(value.trim(), &Place::root().key(key), &mut problems)
    };
    let (loyalty_card, tier) = (text("loyalty_card", loyalty_card), text("tier", tier));
    let mut whole = |key: &str, value: &Option<Option<i64>>| {
        let number = value.flatten().unwrap_or(0);
        check_whole(number, &Place::root().key(key), &mut problems);
        number
    };
    let (balance, orders) = (whole("balance", balance), whole("orders", orders));
    problems.or((Customer { id: id.to_owned(), loyalty_card, tier, balance, orders }, fields))
}

async fn check_card(tx: &Tx, customer: &Customer) -> Result<(), Error> {
    let Some(card) = &customer.loyalty_card else { return Ok(()) };
    let owners = tx.card_owners(&[card]).await?;
    if owners.iter().any(|(_, owner)| *owner != customer.id) { Err(card_of_another()) } else { Ok(()) }
}

fn card_of_another() -> Error {
    input::problem("loyalty_card", "это карта другого покупателя", "is the card of another customer")
}
