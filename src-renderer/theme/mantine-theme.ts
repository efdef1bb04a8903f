import { createTheme, Drawer, Input, Menu, Modal, Tooltip } from '@mantine/core';
import { t } from '../language/translate.ts';

/**
 * Behaviour of Mantine's components; their styles are in mantine.css. Scroll lock is off, because it injects a
 * <style> element, which the content security policy refuses; nothing behind a dialog scrolls anyway.
 */
export const mantineTheme = createTheme({
  primaryColor: 'teal',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Modal: Modal.extend({
      defaultProps: {
        lockScroll: false,
        centered: true,
        closeButtonProps: { 'aria-label': t('Close') },
        transitionProps: { duration: 140, transition: 'fade' },
      },
    }),
    Drawer: Drawer.extend({
      defaultProps: {
        lockScroll: false,
        closeButtonProps: { 'aria-label': t('Close') },
        transitionProps: { duration: 160 },
      },
    }),
    // A `dir` prop would be set on the wrapper, which does not follow the typed text.
    Input: Input.extend({ defaultProps: { attributes: { input: { dir: 'auto' } } } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', transitionProps: { duration: 120 } } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, transitionProps: { duration: 120 } } }),
  },
});
