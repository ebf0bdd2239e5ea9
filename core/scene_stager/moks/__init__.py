# SPDX-License-Identifier: Apache-2.0
"""Plans and what comes of executing them: operations, the executor, its cache, the Take."""
