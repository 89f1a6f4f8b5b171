//! A world as JSON, for people.

use engine::{Facts, PoolCode};
use serde_json::{Value, json};

use super::World;

impl World {
    /// One line each: what there is to sell, every promotion, every line of the basket, and what is known besides.
    pub fn to_json(&self) -> String {
        let Self { ruleset, products, categories: _, basket, now, facts, usage, pool_code } = self;
        let mut out = Vec::new();
        let mut write = |name: &str, value: Value| out.push(format!("  {name:?}: {value}"));
        write("settings", json!(ruleset.settings));
        for product in products {
            write("product", json!(product));
        }
        write("gift_options", json!(ruleset.gift_options));
        for promotion in &ruleset.promotions {
            write("promotion", json!(promotion));
        }
        write("promo_groups", json!(ruleset.promo_groups));
        for line in &basket.lines {
            write(
                "line",
                json!({
                    "offer": line.offer_id, "other": line.other_id, "price": line.price, "quantity": line.quantity,
                    "applied": line.applied, "set_aside": line.set_aside,
                }),
            );
        }
        let chosen = basket.chosen.iter().map(|chosen| json!({"promotion": chosen.promotion, "gifts": chosen.gifts}));
        let delivery = format!("{:?}", basket.delivery);
        write(
            "basket",
            json!({
                "customer": basket.customer, "card": basket.loyalty_card, "code": basket.code, "delivery": delivery,
                "chosen": chosen.collect::<Vec<_>>(),
            }),
        );
        write("now", json!({"at": now.at, "weekday": now.weekday, "minute": now.minute}));
        write("facts", facts_to_json(facts));
        let used = usage
            .promotions
            .iter()
            .map(|(id, used)| (id.clone(), json!({"uses": used.uses, "budget": used.budget, "gift_units": used.gift_units})));
        write("usage", Value::Object(used.collect()));
        write("pool_code", pool_code_to_json(pool_code));
        format!("{{\n{}\n}}", out.join(",\n"))
    }
}

fn facts_to_json(facts: &Facts) -> Value {
    match facts {
        Facts::Nobody => json!("nobody"),
        Facts::Unknown => json!("unknown"),
        Facts::Customer(customer) => json!({
            "id": customer.id, "card": customer.loyalty_card, "tier": customer.tier, "balance": customer.balance,
            "orders": customer.orders, "segments": customer.segments, "uses": customer.uses,
        }),
    }
}

fn pool_code_to_json(pool_code: &PoolCode) -> Value {
    match pool_code {
        PoolCode::NotFound => json!("not found"),
        PoolCode::Unknown => json!("unknown"),
        PoolCode::Found { pool, code, redeemed, owner } => {
            json!({"pool": pool, "code": code, "redeemed": redeemed, "owner": owner})
        }
    }
}
