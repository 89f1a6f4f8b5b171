//! A map that forgets what was not used lately: never more than a fixed number of entries.

use std::{collections::HashMap, hash::Hash};

/// Two generations: what is used moves to the young one; when that is full, the old one is forgotten.
#[derive(Debug)]
pub(super) struct Recent<K, V> {
    young: HashMap<K, V>,
    old: HashMap<K, V>,
    generation: usize,
}

impl<K: Eq + Hash + Clone, V: Clone> Recent<K, V> {
    /// At most `kept` entries (two at least).
    pub(super) fn new(kept: usize) -> Self {
        Self { young: HashMap::new(), old: HashMap::new(), generation: (kept / 2).max(1) }
    }

    pub(super) fn get(&mut self, key: &K) -> Option<V> {
        if let Some(value) = self.young.get(key) {
            return Some(value.clone());
        }
        let value = self.old.remove(key)?;
        self.insert(key.clone(), value.clone());
        Some(value)
    }

    pub(super) fn insert(&mut self, key: K, value: V) {
        if self.young.len() >= self.generation && !self.young.contains_key(&key) {
            self.old = std::mem::take(&mut self.young);
        }
        self.old.remove(&key);
        self.young.insert(key, value);
    }

    /// Forgets all others at once.
    pub(super) fn retain(&mut self, keep: impl Fn(&K, &V) -> bool) {
        self.young.retain(|key, value| keep(key, value));
        self.old.retain(|key, value| keep(key, value));
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.young.len() + self.old.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_used_stays_and_what_is_not_goes() {
        let mut recent = Recent::new(20);
        recent.insert(0, "often");
        for key in 1..1_000 {
            recent.insert(key, "once");
            assert_eq!(recent.get(&0), Some("often"), "after {key}");
            assert!(recent.len() <= 20);
        }
        assert_eq!(recent.get(&1), None);
        assert_eq!(recent.get(&999), Some("once"));
    }

    #[test]
    fn the_last_value_of_a_key_counts() {
        let mut recent = Recent::new(2);
        recent.insert("a", 1);
        recent.insert("b", 2);
        recent.insert("a", 3);
        assert_eq!((recent.get(&"a"), recent.get(&"b"), recent.len()), (Some(3), Some(2), 2));
    }
}
