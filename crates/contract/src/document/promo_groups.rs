use std::collections::HashMap;

use engine::{Place, Problems, PromoGroup};

use super::Entry;

/// A promotion is in one group at most, and there once (R13).
pub(super) fn check(groups: &[PromoGroup], problems: &mut Problems) {
    let mut seen = HashMap::new();
    for (index, group) in groups.iter().enumerate() {
        let place = Place::root().key(PromoGroup::SECTION).index(index);
        for (at, promotion) in group.promotions.iter().enumerate() {
            if let Some(other) = seen.insert(promotion.as_str(), group.name.as_str()) {
                problems.add(
                    &place.key("promotions").index(at),
                    format!("акция уже в группе «{other}», а может быть только в одной"),
                    format!("is in the group “{other}” already, and can be in one only"),
                );
            }
        }
    }
}
