//! The arguments of the command line, taken one after the other.

use std::str::FromStr;

use anyhow::{Context, Result, bail};

/// What is left of the command line.
pub struct Arguments {
    words: Vec<String>,
    rest: Vec<String>,
}

impl Arguments {
    /// Reads the arguments of the process; what follows `--` is kept apart.
    pub fn from_env() -> Self {
        Self::new(std::env::args().skip(1))
    }

    fn new(words: impl Iterator<Item = String>) -> Self {
        let mut words: Vec<String> = words.collect();
        let mut rest = Vec::new();
        if let Some(position) = words.iter().position(|word| word == "--") {
            rest = words.split_off(position);
            rest.remove(0);
        }
        Self { words, rest }
    }

    /// Takes the first word, which names the command.
    pub fn command(&mut self) -> Option<String> {
        (!self.words.is_empty()).then(|| self.words.remove(0))
    }

    /// Takes a switch such as `--debug`; says whether it was there.
    pub fn switch(&mut self, name: &str) -> bool {
        let position = self.words.iter().position(|word| word == name);
        position.map(|at| self.words.remove(at)).is_some()
    }

    /// Takes an option with a value, written `--only core` or `--only=core`.
    pub fn value(&mut self, name: &str) -> Result<Option<String>> {
        let joined = format!("{name}=");
        for at in 0..self.words.len() {
            let Some(word) = self.words.get(at) else {
                break;
            };
            if let Some(value) = word.strip_prefix(&joined) {
                let value = value.to_owned();
                self.words.remove(at);
                return Ok(Some(value));
            }
            if word == name {
                if at + 1 >= self.words.len() {
                    bail!("{name} needs a value");
                }
                self.words.remove(at);
                return Ok(Some(self.words.remove(at)));
            }
        }
        Ok(None)
    }

    /// Takes an option whose value is a number.
    pub fn number<N: FromStr>(&mut self, name: &str) -> Result<Option<N>> {
        let Some(value) = self.value(name)? else {
            return Ok(None);
        };
        let number = value.parse().ok();
        Ok(Some(number.with_context(|| format!("{name} needs a number, not '{value}'"))?))
    }

    /// Takes everything after `--`.
    pub fn rest(&mut self) -> Vec<String> {
        std::mem::take(&mut self.rest)
    }

    /// Refuses what nobody took, so that a mistyped option is not silently ignored.
    pub fn finish(self) -> Result<()> {
        match self.words.iter().chain(&self.rest).next() {
            Some(word) => bail!("unknown argument '{word}'; `cargo xtask help` lists them all"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Arguments {
        Arguments::new(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn a_value_may_follow_or_be_joined() {
        assert_eq!(arguments("--port 80").number::<u16>("--port").unwrap(), Some(80));
        assert_eq!(arguments("--port=80").number::<u16>("--port").unwrap(), Some(80));
        assert_eq!(arguments("").number::<u16>("--port").unwrap(), None);
        assert!(arguments("--port").number::<u16>("--port").is_err());
        assert!(arguments("--port x").number::<u16>("--port").is_err());
    }

    #[test]
    fn a_mistyped_option_is_refused() {
        let mut line = arguments("serve --debgu");
        assert_eq!(line.command().as_deref(), Some("serve"));
        assert!(!line.switch("--debug"));
        assert!(line.finish().is_err());
    }

    #[test]
    fn what_follows_two_dashes_is_kept_apart() {
        let mut line = arguments("test --only browser -- -g board");
        assert_eq!(line.value("--only").unwrap().as_deref(), Some("browser"));
        assert_eq!(line.rest(), ["-g", "board"]);
    }
}
