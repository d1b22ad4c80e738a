//! What the tabs of one browser share: local storage as each sees it, and the database.

use super::lives::{Texts, make};
use std::cell::RefCell;
use std::rc::Rc;
use trichter::store::{Batch, Storage, StorageError};

/// Local storage as one tab sees it: what the others wrote it may not see.
#[derive(Clone, Debug)]
pub struct Seen {
    pub view: Texts,
    pub shared: Rc<RefCell<Texts>>,
}

impl Storage for Seen {
    fn read(&self, key: &str) -> Result<Option<String>, StorageError> {
        Ok(self.view.get(key).cloned())
    }
    fn write(&mut self, key: &str, text: &str) -> Result<(), StorageError> {
        let change = (key.to_owned(), Some(text.to_owned()));
        make(&mut self.view, &change);
        make(&mut self.shared.borrow_mut(), &change);
        Ok(())
    }
    fn remove(&mut self, key: &str) -> Result<(), StorageError> {
        let change = (key.to_owned(), None);
        make(&mut self.view, &change);
        make(&mut self.shared.borrow_mut(), &change);
        Ok(())
    }
    fn keys(&self) -> Result<Vec<String>, StorageError> {
        Ok(self.view.keys().cloned().collect())
    }
}

/// The database: it takes writes of the latest term only.
#[derive(Default)]
pub struct Mirror {
    pub texts: Texts,
    pub term: u64,
}

impl Mirror {
    pub fn begin(&mut self) -> u64 {
        self.term += 1;
        self.term
    }

    pub fn write(&mut self, term: u64, batch: &Batch) -> Result<(), ()> {
        if term != self.term {
            return Err(());
        }
        for step in &batch.steps {
            make(&mut self.texts, &(step.key.clone(), step.text.clone()));
        }
        Ok(())
    }
}
