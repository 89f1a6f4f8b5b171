use std::collections::HashMap;

use engine::{Category, Place, Problems};

use super::Entry;

/// Deeper trees are not looked through (as in [`engine::Catalogue`]).
const MAX_DEPTH: usize = 64;

/// Checks that the parents of the categories form trees: nothing lies within itself. `parent` knows the parents of
/// categories that are not among these.
pub fn check_categories(categories: &[Category], parent: &dyn Fn(&str) -> Option<String>) -> Problems {
    let mut problems = Problems::default();
    check(categories, parent, &mut problems);
    problems
}

pub(super) fn check(categories: &[Category], parent: &dyn Fn(&str) -> Option<String>, problems: &mut Problems) {
    let parents: HashMap<&str, Option<&str>> =
        categories.iter().map(|category| (category.id.as_str(), category.parent_id.as_deref())).collect();
    let parent_of = |id: &str| parents.get(id).map_or_else(|| parent(id), |parent| parent.map(str::to_owned));
    for (index, category) in categories.iter().enumerate() {
        let place = Place::root().key(Category::SECTION).index(index).key("parent_id");
        let mut above = Vec::new();
        let mut current = parent_of(&category.id);
        while let Some(id) = current {
            if id == category.id {
                problems.add(&place, "категория оказывается внутри самой себя", "puts the category within itself");
                break;
            }
            // Above this one there is a cycle: it is told of at the categories in it.
            if above.contains(&id) {
                break;
            }
            current = parent_of(&id);
            above.push(id);
            if above.len() >= MAX_DEPTH {
                problems.add(
                    &place,
                    format!("вложенность больше {MAX_DEPTH} уровней"),
                    format!("puts the category more than {MAX_DEPTH} levels deep"),
                );
                break;
            }
        }
    }
}
