export {
  cancelProgrammeChange,
  confirmProgrammeChange,
  proposeProgrammeChange,
} from "./changes/commands.ts";
