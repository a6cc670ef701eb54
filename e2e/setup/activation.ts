/** Where *Start building* leads in the journeys: a name that exists nowhere. */
export const activationAddress = "https://build.caffeine.example/activate";
