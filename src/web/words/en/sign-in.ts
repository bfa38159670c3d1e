/** The way in. */
export const signIn = {
  title: 'Sign in',
  lead: 'Iterations of your team, whichever tool you plan them with.',
  login: 'Login',
  password: 'Password',
  showPassword: 'Show password',
  wrong: 'The login or the password is wrong.',
  expired: 'Your session has ended. Sign in again to go on; what you have typed is still there.',
} as const;
