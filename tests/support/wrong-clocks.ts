/** The name and message of AWS if the clock of the machine is wrong. Lambda and Scheduler use the error name of a wrong key. */
export const wrongClocks: readonly (readonly [service: string, name: string, message: string])[] = [
  ['S3', 'RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.'],
  [
    'Lambda, of a clock that is slow',
    'InvalidSignatureException',
    'Signature expired: 20261124T060000Z is now earlier than 20261124T061000Z (20261124T061500Z - 5 min.)',
  ],
  [
    'Scheduler, of a clock that is fast',
    'InvalidSignatureException',
    'Signature not yet current: 20261124T063000Z is still later than 20261124T062000Z (20261124T061500Z + 5 min.)',
  ],
];
