//! Places in words: `options[0].offer_id` is "Подарки, 1, Товар".

use engine::{
    Language,
    describe::{Field, FieldKind},
};

/// The labels on the way to a place, as far as the description knows them; none where it does not know the first.
pub fn label_of(fields: &[Field], place: &str, language: Language) -> Option<String> {
    let mut labels = Vec::new();
    let mut fields = fields;
    for step in place.split('.') {
        let (key, index) = step.split_once('[').unwrap_or((step, ""));
        let Some(field) = fields.iter().find(|field| field.key == key) else { break };
        labels.push(field.label.get(language).to_owned());
        let number = index.trim_end_matches(']').parse::<usize>().ok();
        if let Some(number) = number {
            labels.push((number + 1).to_string());
        }
        fields = match field.kind {
            FieldKind::Object(inner) | FieldKind::Objects(inner) => inner,
            _ => &[],
        };
    }
    (!labels.is_empty()).then(|| labels.join(", "))
}

#[cfg(test)]
mod tests {
    use engine::{GiftOptions, Promotion, Settings};

    use super::*;

    #[test]
    fn places_are_said_in_words() {
        let said = |fields, place| label_of(fields, place, Language::En);
        assert_eq!(said(GiftOptions::FIELDS, "options[0].offer_id").as_deref(), Some("Gifts, 1, Offer"));
        assert_eq!(said(Settings::FIELDS, "bonuses.tiers[2].id").as_deref(), Some("Points, Tiers, 3, Tier"));
        assert_eq!(said(Promotion::FIELDS, "effects[1].percent").as_deref(), Some("What it gives, 2"));
        assert_eq!(said(Promotion::FIELDS, "nonsense"), None);
    }
}
