//! JSON in which a customer is named: an order's record, rules, rows of the audit log.

use engine::{
    Facts, PoolCode,
    basket::Delivery,
    trace::{Evidence, Outcome},
};
use serde_json::Value;

use crate::orders::OrderRecord;

/// Whom to forget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Who<'a> {
    pub id: &'a str,
    /// Those that they have, and had when they ordered.
    pub cards: Vec<String>,
    /// What stands for them from now on.
    pub name: String,
}

impl Who<'_> {
    fn is_card(&self, card: Option<&str>) -> bool {
        card.is_some_and(|card| self.cards.iter().any(|own| own == card))
    }

    fn rename(&self, id: &mut String) {
        if id == self.id {
            id.clone_from(&self.name);
        }
    }

    /// Takes them out of an order's record: of theirs also where it went to, but for the city; true where it is theirs.
    pub fn leave_record(&self, counted_for: Option<&str>, record: &mut OrderRecord) -> bool {
        let OrderRecord { basket, facts, pool_code, trace, .. } = record;
        let named = basket.named_customer();
        // A guest who showed their card is them.
        let shown = counted_for.or(named).is_none() && self.is_card(basket.named_card());
        let theirs = counted_for == Some(self.id) || named == Some(self.id) || shown;
        if theirs || self.is_card(basket.named_card()) {
            basket.loyalty_card = None;
        }
        if let Some(customer) = &mut basket.customer {
            self.rename(customer);
        }
        if theirs {
            let Delivery { city, kladr: _, fias: _, delivery, payment, pickup: _, outlet: _, in_shop } =
                std::mem::take(&mut basket.delivery);
            basket.delivery = Delivery { city, delivery, payment, in_shop, ..Delivery::default() };
        }
        if let Facts::Customer(customer) = facts {
            if customer.id == self.id || self.is_card(customer.loyalty_card.as_deref()) {
                customer.loyalty_card = None;
            }
            self.rename(&mut customer.id);
        }
        if let PoolCode::Found { owner: Some(owner), .. } = pool_code {
            self.rename(owner);
        }
        for explained in &mut trace.promotions {
            match &mut explained.outcome {
                Outcome::NotEligible { failed } => failed.iter_mut().for_each(|unmet| self.leave_evidence(&mut unmet.evidence)),
                Outcome::BelowFirstStep { evidence } => self.leave_evidence(evidence),
                _ => {}
            }
        }
        theirs
    }

    fn leave_evidence(&self, evidence: &mut Evidence) {
        if let Evidence::Names { any, present } = evidence {
            any.iter_mut().chain(present).for_each(|name| self.rename(name));
        }
    }

    /// Takes them out of a row of the audit log that is about a rule or a segment; none where it does not name them.
    pub fn leave_json(&self, text: &str) -> Option<String> {
        let mut value: Value = serde_json::from_str(text).ok()?;
        let mut found = false;
        visit_customers(&mut value, &mut |customer| {
            if customer == self.id {
                found = true;
                customer.clone_from(&self.name);
            }
        });
        found.then(|| value.to_string())
    }
}

/// True where a rule names a customer: in a condition, or in its audience.
pub(super) fn names(rule: &str, id: &str) -> bool {
    let Ok(mut rule) = serde_json::from_str::<Value>(rule) else { return false };
    let mut found = false;
    visit_customers(&mut rule, &mut |customer| found |= customer == id);
    found
}

/// Every customer who is named: `{"kind": "customer", "any": […]}` of conditions, `"customers": […]` of audiences and lists.
fn visit_customers(value: &mut Value, visit: &mut impl FnMut(&mut String)) {
    match value {
        Value::Object(object) => {
            let is_condition = object.get("kind").and_then(Value::as_str) == Some("customer");
            for (key, value) in object {
                match value {
                    Value::Array(list) if key == "customers" || (is_condition && key == "any") => {
                        for one in list {
                            match one {
                                Value::String(customer) => visit(customer),
                                other => visit_customers(other, visit),
                            }
                        }
                    }
                    other => visit_customers(other, visit),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| visit_customers(value, visit)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const PROMOTION: &str = r#"{"id":"anna","name":"anna","conditions":{"all":[{"any":[{"kind":"segment","any":["anna"]},{"kind":"customer","any":["anna","vera"]}]}]}}"#;
    const OFFER: &str = r#"{"id":"o","audience":{"everyone":false,"segments":["anna"],"customers":["anna"]}}"#;

    #[test]
    fn a_rule_names_who_stands_in_a_condition_or_an_audience_and_nobody_else() {
        for rule in [PROMOTION, OFFER] {
            assert!(names(rule, "anna"), "{rule}");
            assert!(!names(rule, "boris"), "{rule}");
            assert!(!names(rule, "o"), "{rule}");
        }
        assert!(names(PROMOTION, "vera"));
    }

    #[test]
    fn only_the_customer_is_renamed() {
        let who = Who { id: "anna", cards: Vec::new(), name: "x".to_owned() };
        let left: Value = serde_json::from_str(&who.leave_json(PROMOTION).unwrap()).unwrap();
        assert_eq!(left["id"], "anna");
        assert_eq!(left["conditions"]["all"][0]["any"][0]["any"][0], "anna");
        assert_eq!(left["conditions"]["all"][0]["any"][1]["any"], serde_json::json!(["x", "vera"]));
        assert_eq!(who.leave_json(r#"{"customers": 3}"#), None);
        assert_eq!(who.leave_json("no JSON"), None);
    }
}
