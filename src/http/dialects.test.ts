import { describe, expect, it } from 'vitest';
import { originForm, routedUrl } from './dialects.ts';

describe('where a request goes', () => {
  it.each([
    ['/v3/sprints/44', undefined, '/tracker/v3/sprints/44'],
    ['/v2/boards/3/sprints/', undefined, '/tracker/v3/boards/3/sprints'],
    ['/tracker/v3/sprints', undefined, '/tracker/v3/sprints'],
    [
      '/api/latest/spaces/U/iterations?status=planned%2Cactive',
      'Bearer x',
      '/kaiten/api/latest/spaces/U/iterations?status=planned%2Cactive',
    ],
    ['/api/v1/spaces', 'Bearer x', '/kaiten/api/latest/spaces'],
    ['/api/v1/iterations', 'bearer x', '/kaiten/api/latest/iterations'],
    ['/api/v1/iterations', 'WRAP access_token=x', '/teampulse/api/v1/iterations'],
    ['/api/v1/iterations', undefined, '/teampulse/api/v1/iterations'],
    ['//api/v1/Iterations/5?$top=1', 'Basic x', '/teampulse/api/v1/iterations/5?$top=1'],
    ['/api/Iterations/', undefined, '/teampulse/api/v1/iterations'],
    ['/TeamPulse//API/v1/Iterations', undefined, '/teampulse/api/v1/iterations'],
    ['/Authentication/Restrict', undefined, '/teampulse/authentication/restrict'],
    ['/Authenticate/WRAPv0.9', undefined, '/teampulse/authenticate/wrapv0.9'],
    ['/WinLogin/Login.aspx?ReturnUrl=0', undefined, '/teampulse/winlogin/login.aspx?ReturnUrl=0'],
    ['/tracker/v2/boards', undefined, '/tracker/v3/boards'],
    ['/kaiten/api/v1', undefined, '/kaiten/api/latest'],
    ['/teampulse/api/areas', undefined, '/teampulse/api/v1/areas'],
    ['/tracker/v20/boards', undefined, '/tracker/v20/boards'],
    ['/api/v10/areas', undefined, '/teampulse/api/v1/v10/areas'],
    ['/native/v1/projects', undefined, '/native/v1/projects'],
    ['/v3x/sprints', undefined, '/v3x/sprints'],
    ['/v3/sprints/%zz?x=%zz', undefined, '/tracker/v3/sprints/%25zz?x=%zz'],
    ['/', undefined, '/'],
    ['//', undefined, '/'],
  ])('%s with %s goes to %s', (url, authorization, routed) => {
    expect(routedUrl(url, authorization)).toBe(routed);
  });
});

describe('a target', () => {
  it.each([
    ['/v3/sprints?x=http://a/b', '/v3/sprints?x=http://a/b'],
    ['http://host/v3/sprints/1?a=1', '/v3/sprints/1?a=1'],
    ['HTTPS://user@host:8443//v3', '//v3'],
    ['http://host', '/'],
    ['http://host?a=1', '/?a=1'],
    ['*', '/'],
  ])('%s asks for %s', (target, url) => {
    expect(originForm(target)).toBe(url);
  });
});
