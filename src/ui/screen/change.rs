//! Changes that a field asks for: the message of success is shown, the words of
//! a refusal go back to the field.

use crate::ui::session::{Session, ToastKind};
use trichter::domain::{Pipeline, PipelineId, Settings, Stage, StageId};
use trichter::workspace::Command;

impl Session {
    /// Does a command for a field.
    ///
    /// # Errors
    /// Why it was refused, in words.
    pub fn commit(self, command: Command) -> Result<(), String> {
        match self.apply(command) {
            Ok(transaction) => {
                if !transaction.changes.is_empty() {
                    self.toast(ToastKind::Done, self.describe(&transaction.label));
                }
                Ok(())
            }
            Err(refusal) => Err(self.text().refusal(&refusal)),
        }
    }

    /// Changes the settings by one command.
    ///
    /// # Errors
    /// Why it was refused, in words.
    pub fn change_settings(
        self,
        change: &dyn Fn(&mut Settings) -> Result<(), String>,
    ) -> Result<(), String> {
        let mut settings = self.peek(|workspace| (**workspace.settings()).clone());
        change(&mut settings)?;
        self.commit(Command::EditSettings(Box::new(settings)))
    }

    /// Changes the fields of a pipeline by one command.
    ///
    /// # Errors
    /// Why it was refused, in words.
    pub fn change_pipeline(
        self,
        id: PipelineId,
        change: &dyn Fn(&mut Pipeline) -> Result<(), String>,
    ) -> Result<(), String> {
        let found = self.peek(|workspace| workspace.pipelines().get(id).cloned());
        let found = found.ok_or_else(|| self.text().errors.record_gone().to_owned())?;
        let mut pipeline = (*found).clone();
        change(&mut pipeline)?;
        self.commit(Command::EditPipeline(Box::new(pipeline)))
    }

    /// Changes the fields of a stage by one command.
    ///
    /// # Errors
    /// Why it was refused, in words.
    pub fn change_stage(
        self,
        id: StageId,
        change: &dyn Fn(&mut Stage) -> Result<(), String>,
    ) -> Result<(), String> {
        let found = self.peek(|workspace| workspace.stage(id).map(|(_, stage)| stage.clone()));
        let mut stage = found.ok_or_else(|| self.text().errors.record_gone().to_owned())?;
        change(&mut stage)?;
        self.commit(Command::EditStage(Box::new(stage)))
    }
}
